import Foundation
import RealParts
import Testing

/// A daemon that starts while its database cannot be opened.
@Suite(.desktop, .timeLimit(.minutes(1))) struct StartTroubleTests {
  @Test func aLockIsWaitedFor() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "9h", "--name", "demo", "--command", "true")
      let holder = try desk.start([
        "/usr/bin/python3", "-c",
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN EXCLUSIVE'); "
          + "print('locked', flush=True); time.sleep(60)", desk.database,
      ])
      try await desk.wait("the lock") { holder.output.contains("locked") }
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      try await desk.wait("its word") {
        daemon.errors.contains("waiting for the database; nothing is destroyed")
      }
      try await desk.wait("its popup") { try await dunst.shown() == 1 }
      // What else is started meanwhile does not wait as well.
      let second = try await desk.killallTofu("daemon")
      #expect(
        second.code == 0 && second.output.contains("already runs as process \(daemon.pid)"), "\(second)")
      await holder.end()
      try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
      try await desk.wait("the end of the popup") { try await dunst.shown() == 0 }
      #expect(
        daemon.errors.components(separatedBy: "waiting for the database").count == 2, "\(daemon.errors)")
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
    }
  }

  @Test func aFolderThatIsNotThereYetIsWaitedFor() async throws {
    try await Desk.with { desk in
      let file = "\(desk.folder)/mounted late/some.db"
      let daemon = try desk.start([Desk.killallTofu, "daemon", "--database", file])
      try await desk.wait("its word") { daemon.errors.contains("waiting for the database") }
      daemon.send(SIGHUP)
      let start = ContinuousClock.now
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
      #expect(ContinuousClock.now - start < .seconds(10))
      let next = try desk.start([Desk.killallTofu, "daemon", "--database", file])
      try await desk.wait("its word") { next.errors.contains("waiting for the database") }
      try FileManager.default.createDirectory(
        atPath: "\(desk.folder)/mounted late", withIntermediateDirectories: true)
      try await desk.wait("the daemon") { next.errors.contains("reachable over D-Bus") }
    }
  }

  /// Without a service that starts it anew it ends; with one it waits, so that this does not spin.
  @Test func whatWaitingDoesNotMendIsTriedLater() async throws {
    try await Desk.with { desk in
      let file = "\(desk.folder)/some.db"
      try String(repeating: "no database ", count: 1000).write(
        toFile: file, atomically: true, encoding: .utf8)
      #expect(try await desk.killallTofu("daemon", "--database", file).code == 1)
      desk.set("KILLALL_TOFU_RESTART_STATUS", "75")
      let daemon = try desk.start([Desk.killallTofu, "daemon", "--database", file])
      try await desk.wait("its word") { daemon.errors.contains("tries again in 15 minutes") }
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 1)
    }
  }
}
