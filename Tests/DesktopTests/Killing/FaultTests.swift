import Foundation
import RealParts
import Testing

/// Disks that fail at the very moment: what cannot be recorded is not done, and said.
@Suite(.desktop) struct FaultTests {
  /// A desk with a daemon, a notification server, and a command that tells what it does.
  private func with(
    supervisors fault: String? = nil,
    _ body: (_ desk: Desk, _ daemon: ChildProcess, _ dunst: Dunst) async throws -> Void
  ) async throws {
    try await Desk.with { desk in
      try desk.needNoWarnings()
      try Marks.program.write(toFile: "\(desk.folder)/mark", atomically: true, encoding: .utf8)
      if let fault { try await desk.traceSupervisors(fault) }
      let dunst = try await desk.startDunst()
      try await body(desk, try await desk.startDaemon(), dunst)
    }
  }

  private func add(_ desk: Desk, before: String = "") async throws {
    let added = try await desk.killallTofu(
      "add", desk.project, "--timeout", "6s", "--name", "demo", "--command",
      before + "sh '\(desk.folder)/mark' '\(desk.folder)/marks'")
    try #require(added.code == 0, "\(added)")
  }

  private func marks(_ desk: Desk) -> Marks { Marks(in: "\(desk.folder)/marks") }

  /// The intent is not on the disk: nothing is claimed, nothing run, and it is tried again.
  @Test(arguments: ["fsync:error=EIO", "fsync:error=ENOSPC"])
  func withoutAnIntentNothingIsDestroyed(calls: String) async throws {
    try await with { desk, daemon, dunst in
      try await add(desk)
      let fault = try await Fault.inject(calls, into: daemon, at: desk)
      try await desk.wait("the failure") { daemon.errors.contains("cannot be used") }
      #expect(try await desk.number("SELECT count(*) FROM executions") == 0)
      #expect(try await dunst.everShown().contains("demo"))
      let root = "\(desk.folder)/home/.local/state/killall-tofu/executions"
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: root).isEmpty, "no half of a folder is left")
      await fault.lift()
      #expect(marks(desk) == Marks(""))
      #expect(try await desk.sqlite("SELECT status FROM projects") == "scheduled")
      try await desk.waitForStatus("destroyed")
      #expect(marks(desk).begun.count == 1)
    }
  }

  /// The claim is not on the disk: the supervisor that waits for it goes, and the next daemon does it once.
  @Test(arguments: ["fdatasync:error=EIO", "pwrite64:error=ENOSPC"])
  func withoutAClaimNothingIsDestroyed(calls: String) async throws {
    try await with { desk, daemon, _ in
      try await add(desk)
      let paths = [desk.database, desk.database + "-journal"]
      let fault = try await Fault.inject(calls, on: paths, into: daemon, at: desk)
      try await desk.wait("the failure") { daemon.errors.contains("error killall-tofu") }
      try await desk.wait("the end of the supervisor") {
        try await desk.run("pgrep", "-f", "killall-tofu-supervisor.*\(desk.folder)").code != 0
      }
      #expect(marks(desk) == Marks(""))
      await daemon.end(SIGKILL)
      await fault.lift()
      #expect(try await desk.sqlite("SELECT status FROM projects") == "scheduled")
      #expect(marks(desk) == Marks(""))
      try await desk.startDaemon()
      try await desk.waitForStatus("destroyed")
      #expect(marks(desk).begun.count == 1)
      #expect(try await desk.number("SELECT count(*) FROM executions") == 1)
    }
  }

  /// The same daemon tries again after its rest, tells when it fails for long, and does it once when it can; this takes
  /// over a minute, so only with `KILLALL_TOFU_KILL_ROUNDS`.
  @Test(.enabled(if: KillSweepTests.wished != nil, "KILLALL_TOFU_KILL_ROUNDS asks for it"))
  func aClaimIsTriedAgain() async throws {
    try await with { desk, daemon, dunst in
      try await add(desk)
      let paths = [desk.database, desk.database + "-journal"]
      let fault = try await Fault.inject("fdatasync:error=EIO", on: paths, into: daemon, at: desk)
      try await desk.wait("the news") { try await dunst.everShown().contains("database") }
      #expect(marks(desk) == Marks(""))
      await fault.lift()
      try await desk.waitForStatus("destroyed")
      #expect(marks(desk).begun.count == 1)
      #expect(try await desk.number("SELECT count(*) FROM executions") == 1)
    }
  }

  /// The end cannot be recorded in the file: it stays in the folder, and the next daemon finds it there.
  @Test func anEndThatCannotBeRecordedIsNotLost() async throws {
    try await with { desk, daemon, _ in
      try await add(desk, before: "while [ ! -e ../go ]; do sleep 0.05; done; ")
      try await desk.wait("the start") { try await desk.sqlite("SELECT status FROM executions") == "running" }
      let paths = [desk.database, desk.database + "-journal"]
      let fault = try await Fault.inject("fdatasync:error=EIO", on: paths, into: daemon, at: desk)
      try Data().write(to: URL(filePath: "\(desk.folder)/go"))
      try await desk.wait("the failure") { daemon.errors.contains("the end could not be recorded") }
      await daemon.end(SIGKILL)
      await fault.lift()
      try await desk.startDaemon()
      try await desk.waitForStatus("destroyed")
      #expect(marks(desk).begun.count == 1)
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == "completed|0")
    }
  }

  /// The supervisor can record neither the start nor why there is none: the command does not run, the user is told,
  /// and it is not tried over and over.
  @Test func withoutARecordOfTheStartNothingRuns() async throws {
    try await with(supervisors: "fsync:error=EIO") { desk, _, dunst in
      try await add(desk)
      try await desk.wait("the first attempt's end") {
        try await desk.number("SELECT count(*) FROM executions WHERE status = 'failed'") > 0
      }
      let end = ContinuousClock.now + .seconds(3)
      try await desk.wait("attempts, or their time") {
        try await desk.number("SELECT count(*) FROM executions") > 3 || ContinuousClock.now > end
      }
      #expect(try await desk.number("SELECT count(*) FROM executions") <= 3)
      #expect(marks(desk) == Marks(""))
      #expect(try await dunst.everShown().contains("demo"))
    }
  }

  /// The supervisor cannot record the end: nobody saw it, so it is no success, and nothing is run again.
  @Test func anEndWithoutARecordIsInterrupted() async throws {
    // The start takes two: the file and its name.
    try await with(supervisors: "fsync:error=EIO:when=3+") { desk, _, dunst in
      try await add(desk)
      try await desk.waitForStatus("held")
      #expect(try await desk.sqlite("SELECT hold_reason FROM projects") == "interrupted")
      #expect(marks(desk).ended.count == 1)
      try await desk.wait("the notification") { try await dunst.everShown().contains("demo") }
      #expect(marks(desk).begun.count == 1)
    }
  }
}

extension Desk {
  /// Deadlines are the moments at which things happen: nobody waits for a warning to be accepted.
  func needNoWarnings() throws {
    let settings = "\(folder)/home/.config/killall-tofu"
    try FileManager.default.createDirectory(atPath: settings, withIntermediateDirectories: true)
    try "version: 1\nnotifications:\n  required: false\n".write(
      toFile: settings + "/config.yaml", atomically: true, encoding: .utf8)
  }

  /// Has the supervisors of the next daemon run with a ``Fault`` from their beginning.
  fileprivate func traceSupervisors(_ calls: String) async throws {
    let names = calls.prefix { $0 != ":" }
    // The tracer stays behind the supervisor, which keeps the number that the daemon knows.
    try await writeScript(
      """
      #!/bin/sh
      exec strace -D -qq -o /dev/null -e trace=\(names) -e inject=\(calls) \
      '\(BuiltPrograms.path("killall-tofu-supervisor"))' "$@"
      """, at: "\(folder)/supervisor")
    #expect(try await run("strace", "-V").code == 0)
    set("KILLALL_TOFU_SUPERVISOR", "\(folder)/supervisor")
  }
}
