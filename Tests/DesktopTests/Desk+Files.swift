import Foundation
import Glibc
import RealParts
import Testing

extension Desk {
  /// The project's directory as commands name it, with every link resolved.
  var directory: String { realpath(project, nil).map { String(cString: $0) } ?? project }

  /// Writes a `.killall.yaml`, less its version, into the project's directory or another, which is made for it.
  func writeFile(_ yaml: String, in directory: String? = nil, mode: mode_t = 0o644) throws {
    try writeFile(bytes: Array("version: 1\n\(yaml)\n".utf8), in: directory, mode: mode)
  }

  /// The same of bytes that may be anything.
  func writeFile(bytes: [UInt8], in directory: String? = nil, mode: mode_t = 0o644) throws {
    let directory = directory ?? project
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let path = "\(directory)/.killall.yaml"
    try Data(bytes).write(to: URL(filePath: path))
    try #require(chmod(path, mode) == 0)
  }

  /// A row of the project at the directory, of the columns named.
  func row(_ columns: String, of directory: String? = nil) async throws -> String {
    try await sqlite("SELECT \(columns) FROM projects WHERE path = '\(directory ?? self.directory)'")
  }

  /// The permission bits of what lies at a path.
  func mode(_ path: String) -> mode_t {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : 0
  }
}
