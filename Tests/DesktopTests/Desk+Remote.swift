import RealParts
import Testing

extension Desk {
  static let busName = "io.github.killallgit.KillallTofu1"
  static let applicationID = "io.github.killallgit.KillallTofu"

  /// Calls a method of the daemon's root object, as a program that is not ours does.
  func call(_ method: String, _ arguments: String...) async throws -> ChildProcess.Finished {
    try await start(
      [
        "gdbus", "call", "--session", "--dest", Desk.busName, "--object-path",
        "/io/github/killallgit/KillallTofu1", "--method", "\(Desk.busName).Manager.\(method)",
      ] + arguments
    ).finished()
  }

  /// Calls a method of the application, as a desktop does; its name starts the daemon where that is installed.
  func callApplication(_ method: String, _ arguments: String...) async throws -> ChildProcess.Finished {
    try await start(
      [
        "gdbus", "call", "--session", "--dest", Desk.applicationID, "--object-path",
        "/io/github/killallgit/KillallTofu", "--method", "org.freedesktop.Application.\(method)",
      ] + arguments
    ).finished()
  }

  /// Waits until the daemon shows the project.
  func waitForObject(_ project: Int = 1) async throws {
    try await wait("the object") {
      try await run("busctl", "--user", "tree", "--list", Desk.busName).output.contains(
        "projects/\(project)\n")
    }
  }

  /// Has a name taken by a program that is not ours, and that answers nothing.
  func startStranger(_ name: String) async throws -> ChildProcess {
    let script = """
      import sys
      from gi.repository import Gio, GLib
      def owned(*_): print('owned', flush=True)
      Gio.bus_own_name(Gio.BusType.SESSION, sys.argv[1], Gio.BusNameOwnerFlags.DO_NOT_QUEUE, None, owned, None)
      GLib.MainLoop().run()
      """
    let stranger = try start(["/usr/bin/python3", "-c", script, name])
    try await wait("the stranger") { stranger.output.contains("owned") }
    return stranger
  }
}
