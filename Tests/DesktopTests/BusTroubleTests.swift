import Foundation
import RealParts
import Testing

@Suite(.desktop) struct BusTroubleTests {
  /// A bus that hangs keeps nobody from putting a teardown off: the daemon follows what is written to the file.
  @Test func aHungBusIsSaidAndSurvived() async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
      let before = try await desk.number("SELECT destroy_at FROM projects")
      desk.signalBus(SIGSTOP)
      let answer = try await desk.killallTofu("extend", "demo", "1h")
      #expect(answer.code == 0, "\(answer)")
      #expect(answer.errors.contains("does not answer, so this was done in the file"))
      #expect(try await desk.number("SELECT destroy_at FROM projects") == before + 3_600)
      desk.signalBus(SIGCONT)
      #expect(try await desk.killallTofu("extend", "demo", "1h").code == 0)
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
    }
  }

  /// Whoever reads that it was done in the file leaves, so it is said of what is in the file.
  @Test func whatCouldNotBeWrittenIsNotSaidToBeDone() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
      // Others may read while a writer holds this lock.
      let script =
        "import sqlite3,time,sys; c=sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); "
        + "print('locked', flush=True); time.sleep(60)"
      let holder = try desk.start(["python3", "-c", script, desk.database])
      try await desk.wait("the lock") { holder.output.contains("locked") }
      desk.signalBus(SIGSTOP)
      let answer = try await desk.killallTofu("extend", "demo", "1h")
      #expect(answer.code == 1)
      #expect(answer.errors.contains("is locked by python3"), "\(answer)")
      #expect(!answer.errors.contains("was done"), "\(answer)")
      desk.signalBus(SIGCONT)
    }
  }

  /// The daemon answers that it knows no such project yet, which is an answer.
  @Test func whatWasJustAddedIsExtendedWithoutComplaint() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      for number in 1...4 {
        let folder = "\(desk.project)/\(number)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        _ = try await desk.killallTofu("add", folder, "--timeout", "1h", "--command", "true")
        let answer = try await desk.killallTofu("extend", "\(number)", "1h")
        #expect(answer.code == 0 && answer.output.contains("in 2 hours"), "\(answer)")
        #expect(answer.errors.isEmpty, "\(answer)")
      }
    }
  }

  /// Where a service file is installed, `add` has the bus start the daemon.
  @Test func addStartsAnInstalledDaemon() async throws {
    try await Desk.with(bus: false) { desk in
      let services = "\(desk.folder)/services"
      try FileManager.default.createDirectory(atPath: services, withIntermediateDirectories: true)
      let environment = desk.environment.map { "'\($0)=\($1)'" }.joined(separator: " ")
      try
        "[D-BUS Service]\nName=io.github.killallgit.KillallTofu1\nExec=/usr/bin/env \(environment) '\(Desk.killallTofu)' daemon\n"
        .write(toFile: "\(services)/killall-tofu.service", atomically: true, encoding: .utf8)
      try await desk.startBus(services: services)
      let added = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      #expect(added.code == 0)
      #expect(!added.errors.contains("No daemon"), "\(added.errors)")
      let owned = try await desk.run(
        "busctl", "--user", "get-property", "io.github.killallgit.KillallTofu1",
        "/io/github/killallgit/KillallTofu1", "io.github.killallgit.KillallTofu1.Manager", "Database")
      #expect(owned.output.contains(desk.database))
      // Looking never starts a daemon; this one is ended through the lock file that names it.
      let lock = try String(contentsOfFile: desk.database + ".lock", encoding: .utf8)
      let pid = try #require(lock.split(whereSeparator: \.isWhitespace).first.flatMap { pid_t($0) })
      kill(pid, SIGTERM)
    }
  }

  @Test func lookingNeverStartsADaemon() async throws {
    try await Desk.with(bus: false) { desk in
      let services = "\(desk.folder)/services"
      try FileManager.default.createDirectory(atPath: services, withIntermediateDirectories: true)
      try
        "[D-BUS Service]\nName=io.github.killallgit.KillallTofu1\nExec=/usr/bin/touch \(desk.folder)/started\n"
        .write(toFile: "\(services)/killall-tofu.service", atomically: true, encoding: .utf8)
      try await desk.startBus(services: services)
      let file = "\(desk.folder)/some.db"
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--command", "true", "--database", file)
      for command in [["list"], ["list", "--json"], ["history"], ["show", "1"]] {
        let answer = try await desk.start([Desk.killallTofu] + command + ["--database", file]).finished()
        #expect(answer.code == 0)
      }
      #expect(!FileManager.default.fileExists(atPath: "\(desk.folder)/started"))
    }
  }
}
