import Foundation
import Glibc
import RealParts

/// A tree of directories of a test's own.
struct Tree: Sendable {
  private let folder: TestFolder
  /// Its path, without any symbolic link.
  let path: String

  init(_ directories: String...) throws {
    folder = try TestFolder("tree")
    path = folder.path
    for directory in directories { try make(directory) }
  }

  /// The absolute path of something in it.
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  func make(_ directory: String) throws {
    try FileManager.default.createDirectory(atPath: self(directory), withIntermediateDirectories: true)
  }

  /// Writes a project file in a directory that is there, as a shell would: opened, written, closed.
  func writeFile(in directory: String, _ text: String = "version: 1\n") throws {
    try Data(text.utf8).write(to: URL(filePath: file(in: directory)))
  }

  /// Makes directories, and a project file in each.
  func makePlaces(_ directories: String...) throws {
    for directory in directories {
      try make(directory)
      try writeFile(in: directory)
    }
  }

  func file(in directory: String) -> String { self(directory) + "/.killall.yaml" }

  func move(_ old: String, to new: String) throws {
    guard rename(self(old), self(new)) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: self(name))
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
  }
}
