import Discovery
import Foundation
import Glibc
import RealParts

/// A project's directory of a test's own, by its real path and its user's alone.
struct ProjectDirectory {
  let folder: TestFolder
  let path: String

  static let sound = "version: 1\ntimeout: 2h\ncommand: tofu destroy\n"

  init(_ text: String? = sound) throws {
    folder = try TestFolder("discovery")
    // The folder for temporary files may lie behind a link.
    let real = URL(filePath: folder.path).resolvingSymlinksInPath().path(percentEncoded: false)
    path = (real.hasSuffix("/") ? String(real.dropLast()) : real) + "/demo"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    chmod(path, 0o755)
    if let text { try write(text) }
  }

  var file: String { path + "/.killall.yaml" }

  func write(_ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: file))
    chmod(file, 0o644)
  }

  func read(knownAs identity: String? = nil) -> FoundFile {
    ProjectFileReader().read(in: path, knownAs: identity)
  }

  /// A path beside the directory.
  func beside(_ name: String) -> String { String(path.dropLast("demo".count)) + name }
}

extension FoundFile {
  var isSound: Bool { if case .sound = content { true } else { false } }

  var danger: FileDanger? { if case .unsafe(let danger, _) = content { danger } else { nil } }

  var isUnseen: Bool { if case .unseen = content { true } else { false } }
}
