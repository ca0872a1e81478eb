import Foundation
import RealParts
import Testing

/// A screen, but no session bus: GLib and libdbus would each start one, with a notification server that nobody sees.
@Suite(.desktop, .timeLimit(.minutes(2))) struct NoBusTests {
  @Test(arguments: [nil, "autolaunch:"])
  func noBusIsStartedAndNothingIsDestroyedUnwarned(address: String?) async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.startScreen()
      desk.set("DBUS_SESSION_BUS_ADDRESS", address)
      desk.set("XDG_RUNTIME_DIR", nil)
      let server = "\(desk.folder)/home/.local/share/dbus-1/services"
      try FileManager.default.createDirectory(atPath: server, withIntermediateDirectories: true)
      try "[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=/usr/bin/dunst\n".write(
        toFile: "\(server)/dunst.service", atomically: true, encoding: .utf8)
      let added = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--command", "touch done")
      #expect(added.code == 0, "\(added)")
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      try await desk.wait("the end of the wait") {
        let status = try await desk.sqlite("SELECT status FROM projects")
        return status == "held" || status == "destroyed"
      }
      #expect(try await desk.sqlite("SELECT status, hold_reason FROM projects") == "held|unwarned")
      #expect(try await desk.killallTofu("list").code == 0)
      #expect(!desk.made("done"))
      #expect(busPrograms(of: desk) == [])
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
    }
  }

  /// What was given for the bus is handed on as it was.
  @Test func aCommandGetsTheBusThatTheDaemonWasGiven() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.configure("notifications: {required: false}")
      desk.set("DBUS_SESSION_BUS_ADDRESS", nil)
      let script = "printf '%s' \"${DBUS_SESSION_BUS_ADDRESS-none}\" > seen"
      let added = try await desk.killallTofu("add", desk.project, "--timeout", "1s", "--command", script)
      #expect(added.code == 0, "\(added)")
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      try await desk.waitForStatus("destroyed")
      #expect(try String(contentsOfFile: "\(desk.project)/seen", encoding: .utf8) == "none")
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
    }
  }

  /// It looks for one again and again, but a log that is full of it hides everything else.
  @Test func thatThereIsNoBusIsSaidOnceAndThatItIsThere() async throws {
    try await Desk.with(bus: false) { desk in
      // Takes some callers and sends them away.
      let script = """
        import os, socket, sys
        place = socket.socket(socket.AF_UNIX)
        place.bind(sys.argv[1])
        place.listen()
        print('here', flush=True)
        for _ in range(5): place.accept()[0].close()
        os.unlink(sys.argv[1])
        """
      let stranger = try desk.start(["/usr/bin/python3", "-c", script, "\(desk.folder)/bus"])
      try await desk.wait("the place") { stranger.output.contains("here") }
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      // Some were the search for another daemon and the notifications; the others came after a first complaint.
      #expect(await stranger.finished().code == 0)
      try await desk.startBus()
      try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
      #expect(daemon.errors.contains("a session bus is there now: reachable over D-Bus"))
      #expect(daemon.errors.components(separatedBy: "no session bus").count == 2, "\(daemon.errors)")
    }
  }

  /// The programs of a bus that run with this desk's home, wherever they have gone.
  private func busPrograms(of desk: Desk) -> [String] {
    let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter {
      Int($0) != nil
    }
    return ids.compactMap { id in
      guard let name = try? String(contentsOfFile: "/proc/\(id)/comm", encoding: .utf8),
        name.hasPrefix("dbus-"),
        let variables = FileManager.default.contents(atPath: "/proc/\(id)/environ"),
        variables.split(separator: 0).contains(Data("HOME=\(desk.folder)/home".utf8))
      else { return nil }
      return name
    }
  }
}
