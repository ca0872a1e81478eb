import Foundation
import RealParts
import Testing

/// The user's services outlive a logout while a teardown runs, and no longer.
@Suite(.desktop) struct LingeringTests {
  /// A daemon that is killed in the middle owes lingering; the next one gives it back, after the teardown's end.
  @Test func itIsGivenBackThoughTheDaemonIsKilled() async throws {
    try await Desk.with { desk in
      let logind = try await desk.startLogind()
      try await logind.addUser()
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      #expect(try await !logind.isLingering())
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--name", "demo", "--command",
        "while [ ! -e ../go ]; do sleep 0.1; done")
      try await desk.wait("lingering") { try await logind.isLingering() }
      await daemon.end(SIGKILL)
      try await desk.startDaemon()
      #expect(try await logind.isLingering())
      try Data().write(to: URL(filePath: "\(desk.folder)/go"))
      try await desk.waitForStatus("destroyed")
      try await desk.wait("its end") { try await !logind.isLingering() }
    }
  }
}

extension Logind {
  /// Adds the user who runs this, whose lingering can be switched.
  fileprivate func addUser() async throws {
    let user = "/org/freedesktop/login1/user/\(getuid())"
    try await mock("AddUser", "usb", "\(getuid())", "somebody", "true")
    for (name, takes, returns, code) in [
      ("GetUser", "u", "o", "ret = '\(user)'"),
      (
        "SetLinger", "ubb", "",
        "objects['\(user)'].UpdateProperties('org.freedesktop.login1.User', {'Linger': args[1]})"
      ),
    ] {
      try await mock(
        "AddMethod", "sssss", "org.freedesktop.login1.Manager", name, takes, returns, code)
    }
  }

  fileprivate func isLingering() async throws -> Bool {
    try await desk.run(
      "busctl", "--address=\(bus.address)", "get-property", "org.freedesktop.login1",
      "/org/freedesktop/login1/user/\(getuid())", "org.freedesktop.login1.User", "Linger"
    ).output == "b true\n"
  }

  private func mock(_ member: String, _ signature: String, _ arguments: String...) async throws {
    let call = [
      "busctl", "--address=\(bus.address)", "call", "org.freedesktop.login1", "/org/freedesktop/login1",
      "org.freedesktop.DBus.Mock", member, signature,
    ]
    let answer = try await desk.start(call + arguments).finished()
    try #require(answer.code == 0, "\(answer)")
  }
}
