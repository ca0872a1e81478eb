import Foundation
import RealParts
import Testing

/// `desktop/install` at a desk, with a home of its own whose name is not plain.
struct Installation {
  let desk: Desk
  let home: String

  /// The folder that holds what is installed and the scripts.
  static let desktop = ManPage.desktop.standardizedFileURL.path(percentEncoded: false)

  init(_ desk: Desk, home name: String = "a home, 100%") throws {
    self.desk = desk
    home = "\(desk.folder)/\(name)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    desk.set("HOME", home)
    // What a killed script leaves behind goes with the desk.
    desk.set("TMPDIR", desk.folder)
    // It is to be found where it was installed.
    desk.set("KILLALL_TOFU_SUPERVISOR", nil)
  }

  var program: String { "\(home)/.local/bin/killall-tofu" }
  var manifest: String { "\(home)/.local/share/killall-tofu/installed-files" }

  /// The folder with the programs of this build.
  var built: String {
    URL(filePath: Desk.killallTofu).deletingLastPathComponent().path(percentEncoded: false)
  }

  /// Runs the script with the programs of this build.
  func install(_ arguments: String..., programs: String? = nil) async throws -> ChildProcess.Finished {
    try await desk.start(
      ["bash", "\(Self.desktop)/install", "--programs", programs ?? built] + arguments
    ).finished()
  }

  func uninstall() async throws -> ChildProcess.Finished {
    try await desk.start(["bash", "\(Self.desktop)/install", "--user", "--uninstall"]).finished()
  }

  /// Every path below `folder`, with its kind, mode and length.
  static func tree(_ folder: String) async throws -> Set<String> {
    let found = try await ChildProcess.run(["find", folder, "-printf", "%y %m %s %P\n"])
    // The length of a folder tells how much there once was in it.
    return Set(
      found.output.split(separator: "\n").map { line in
        line.hasPrefix("d") ? String(line.replacing(/^(d [0-7]+) [0-9]+/, with: { $0.1 })) : String(line)
      })
  }

  /// Paths and modes of the one list of files, with their roots put in.
  static func listed(_ roots: [String: String]) throws -> [String: mode_t] {
    let text = try String(contentsOfFile: "\(desktop)/installing/files.bash", encoding: .utf8)
    let list = try #require(text.firstMatch(of: /files_list='\n((?:.|\n)*?)'\n/)).1
    var modes: [String: mode_t] = [:]
    for line in list.split(separator: "\n") {
      let words = line.split(separator: " ")
      try #require(words.count == 4, "\(line)")
      let slash = try #require(words[3].firstIndex(of: "/"))
      guard let root = roots[String(words[3][..<slash])] else { continue }
      modes[root + words[3][slash...]] = mode_t(words[1], radix: 8)
    }
    return modes
  }

  /// Where a user's own files go.
  var roots: [String: String] {
    let local = "\(home)/.local"
    return [
      "bin": "\(local)/bin", "libexec": "\(local)/libexec", "share": "\(local)/share",
      "units": "\(local)/share/systemd/user", "zsh": "\(local)/share/zsh/site-functions",
    ]
  }
}
