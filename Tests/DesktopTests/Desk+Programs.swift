import Foundation
import RealParts
import Testing

extension Desk {
  /// Where this desk's own copy of the command line lies, once ``installPrograms()`` has put it there.
  var program: String { "\(folder)/bin dir/killall-tofu" }

  /// Puts copies of our programs into a folder of the desk, whose name holds a space.
  func installPrograms() async throws {
    try FileManager.default.createDirectory(atPath: "\(folder)/bin dir", withIntermediateDirectories: true)
    try await replaceProgram()
    try await replace(
      "\(folder)/bin dir/killall-tofu-supervisor", by: BuiltPrograms.path("killall-tofu-supervisor"))
  }

  /// Puts a new copy of the command line in the place of the one that is there, as an upgrade does.
  func replaceProgram() async throws { try await replace(program, by: Desk.killallTofu) }

  /// Puts a copy of `file` in the place of what lies at `path`, in one step.
  ///
  /// It is made by a program of its own: a child that another test starts just then would hold it open for writing, and no
  /// such file can be run.
  func replace(_ path: String, by file: String) async throws {
    let answer = try await run(
      "sh", "-c", "cp \"$0\" \"$1.new\" && chmod 755 \"$1.new\" && mv \"$1.new\" \"$1\"", file, path)
    try #require(answer.code == 0, "\(answer.errors)")
  }

  /// The connection that has the daemon's name; empty if none has.
  func nameOwner() async throws -> String {
    let answer = try await run(
      "busctl", "--user", "call", "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetNameOwner", "s",
      Desk.busName)
    return answer.output.split(separator: "\"").last { $0.hasPrefix(":") }.map(String.init) ?? ""
  }
}
