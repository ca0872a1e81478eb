import Foundation
import RealParts
import Testing

@Suite(.desktop) struct DaemonProcessTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func stopsCleanly(signal: Int32) async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      let start = ContinuousClock.now
      daemon.send(signal)
      let end = await daemon.finished()
      #expect(end.code == 0 && !end.errors.contains("hangs"), "\(end)")
      // It takes a fraction of a second; what systemd would kill it after tells a stop from none.
      #expect(ContinuousClock.now - start < .seconds(10))
    }
  }

  @Test func aSecondOneSaysWhoIsThereAndEndsWell() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      let second = try await desk.killallTofu("daemon")
      #expect(second.code == 0)
      #expect(second.output.contains("already runs in this session and serves \(desk.database)"))
      // Without the bus to ask, the lock beside the file tells.
      desk.set("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
      let third = try await desk.killallTofu("daemon")
      #expect(third.code == 0)
      #expect(third.output.contains("already runs as process"))
    }
  }

  /// The command line uses the daemon only for the file that the daemon serves.
  @Test func anotherFileIsWorkedOnDirectly() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      let other = "\(desk.folder)/other.db"
      let added = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true", "--database", other)
      #expect(added.errors.contains("No daemon serves this database"))
      #expect(try await desk.killallTofu("extend", "demo", "1h", "--database", other).code == 0)
      #expect(try await desk.number("SELECT count(*) FROM projects") == 0)
    }
  }

  @Test func settingsAreReadAgainOnSIGHUP() async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "2s", "--command", "true")
      try await desk.waitForStatus("held")
      let folder = "\(desk.folder)/home/.config/killall-tofu"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "version: 2\n".write(toFile: "\(folder)/config.yaml", atomically: true, encoding: .utf8)
      daemon.send(SIGHUP)
      try await desk.wait("the complaint") { daemon.errors.contains("version 2 is not understood") }
      #expect(try await desk.sqlite("SELECT status FROM projects") == "held")
      try "version: 1\nnotifications: {required: false}\n".write(
        toFile: "\(folder)/config.yaml", atomically: true, encoding: .utf8)
      daemon.send(SIGHUP)
      try await desk.waitForStatus("destroyed")
    }
  }

  /// Promise 7 as far as it goes here: the teardown outlives the daemon, and the next one records its true end.
  @Test func aTeardownOutlivesTheDaemon() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      let command = "echo begun > begun; while [ ! -e go ]; do sleep 0.1; done; echo done >> ended"
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "3s", "--command", command)
      try await desk.wait("the command") { FileManager.default.fileExists(atPath: "\(desk.project)/begun") }
      await daemon.end(SIGKILL)
      let next = try await desk.startDaemon()
      #expect(try await desk.sqlite("SELECT status FROM projects") == "destroying")
      try Data().write(to: URL(filePath: "\(desk.project)/go"))
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == "completed|0")
      #expect(try String(contentsOfFile: "\(desk.project)/ended", encoding: .utf8) == "done\n")
      // It is said once that is on record.
      try await desk.wait("its word") { next.errors.contains("is over") }
      #expect(next.errors.components(separatedBy: "is over").count == 2, "\(next.errors)")
    }
  }

  /// Inotify instances are few and shared by all programs of a user; here none is left at all.
  @Test func withoutInotifyOtherWritersAreStillSeen() async throws {
    try await Desk.with { desk in
      // Some containers let nobody make a user namespace, which is what sets the limit for this test alone.
      guard try await desk.run("unshare", "--user", "--map-root-user", "true").code == 0 else { return }
      let script = "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$0\" daemon"
      let daemon = try desk.start([
        "unshare", "--user", "--map-root-user", "sh", "-c", script, Desk.killallTofu,
      ])
      try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
      try await desk.wait("the note") { daemon.errors.contains("looked for twice a second") }
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('\(desk.project)', 'a', '1h', 'true')")
      try await desk.wait("first sight") {
        try await desk.sqlite("SELECT destroy_at IS NOT NULL FROM projects") == "1"
      }
    }
  }

  @Test func aDamagedFileIsToldOnTheDesktop() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      let file = "\(desk.folder)/some.db"
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--command", "true", "--database", file)
      let whole = try Data(contentsOf: URL(filePath: file))
      try whole.prefix(whole.count / 2).write(to: URL(filePath: file))
      let end = try await desk.killallTofu("daemon", "--database", file)
      #expect(end.code == 1 && end.errors.contains("is damaged"), "\(end)")
      #expect(!end.errors.contains("hangs"), "\(end.errors)")
      #expect(try await dunst.shown() == 1)
    }
  }

  @Test func anEmptiedFileStopsTheDaemon() async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      truncate(desk.database, 0)
      let end = await daemon.finished()
      #expect(end.code == 1)
      #expect(end.errors.contains("is empty, and may have held projects"))
      #expect(!end.errors.contains("no such table"))
      let again = try await desk.killallTofu("daemon")
      #expect(again.code == 1 && again.errors.contains("is empty, and may have held projects"), "\(again)")
      #expect(FileManager.default.contents(atPath: desk.database) == Data())
    }
  }

  @Test func aReplacedFileStopsTheDaemon() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      try FileManager.default.moveItem(atPath: desk.database, toPath: desk.database + ".old")
      let end = await daemon.finished()
      #expect(end.code == 1)
      #expect(end.errors.contains("was replaced or removed while it was open"))
      #expect(!end.errors.contains("hangs"), "\(end.errors)")
    }
  }
}
