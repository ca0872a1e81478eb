import Foundation
import RealParts
import Testing

/// Ways in which a stranger once broke a promise of the design; each on the built programs.
@Suite(.desktop) struct PromiseTests {
  /// A command that leaves a mark when it starts and when it ends, and runs until it is let go or the test is over.
  private let marking = """
    date +%s.%N >> ../started
    while [ ! -e ../go ] && [ -e ../started ]; do sleep 0.1; done
    echo >> ../ended
    """

  private func count(_ file: String, of desk: Desk) -> Int {
    let text = (try? String(contentsOfFile: "\(desk.folder)/\(file)", encoding: .utf8)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
  }

  private func letGo(_ desk: Desk) throws {
    try Data().write(to: URL(filePath: "\(desk.folder)/go"))
  }

  /// Never twice: the row can be deleted and inserted again while the command runs, its process cannot.
  @Test(arguments: [false, true])
  func aDeletedRowIsNoLeaveToStartTwice(restarts: Bool) async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--name", "one", "--command", marking)
      try await desk.wait("the start") { count("started", of: desk) == 1 }
      try await desk.sqlite(
        """
        PRAGMA foreign_keys = ON; DELETE FROM projects;
        INSERT INTO projects (path, name, timeout, command)
        VALUES ('\(desk.project)', 'two', '2s', 'echo >> ../started');
        """)
      if restarts {
        await daemon.end(SIGKILL)
        try await desk.startDaemon()
      }
      try await desk.wait("the warning") {
        try await desk.sqlite("SELECT count(*) FROM events WHERE type = 'warned' AND project_id > 1") != "0"
      }
      // A third project, in a directory of its own, proves that time has passed and the daemon works.
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('/tmp', 'three', '4s', 'true')")
      try await desk.wait("the third") {
        try await desk.sqlite("SELECT status FROM projects WHERE name = 'three'") == "destroyed"
      }
      #expect(count("started", of: desk) == 1)
      try letGo(desk)
    }
  }

  /// No attempt starts while a process of an earlier one lives, though its supervisor was killed.
  @Test func aKilledSupervisorIsNoLeaveToStartTwice() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--name", "one", "--command", marking)
      try await desk.wait("the start") { count("started", of: desk) == 1 }
      let supervisors = try await desk.run("pgrep", "-f", "killall-tofu-supervisor.*\(desk.folder)")
      for line in supervisors.output.split(separator: "\n") { kill(try #require(pid_t(line)), SIGKILL) }
      try await desk.waitForStatus("held")
      #expect(try await desk.sqlite("SELECT hold_reason FROM projects") == "interrupted")
      #expect(try await desk.killallTofu("resume", "one").code == 0)
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('/tmp', 'two', '6s', 'true')")
      try await desk.waitForStatus("destroyed", of: 2)
      #expect(count("started", of: desk) == 1)
      let history = try await desk.killallTofu("history", "one").output
      #expect(history.contains("Waits: a process of its last teardown still lives"), "\(history)")
      let show = try await desk.killallTofu("show", "one").output
      #expect(show.contains("Waits       a process of its last teardown"), "\(show)")
      try letGo(desk)
    }
  }

  /// Warnings given before a file was put back from a backup speak for the other file.
  @Test func anotherFileIsWarnedAnew() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "16s", "--name", "one", "--command", "touch ../started")
      try await desk.wait("the warning") { try await desk.events().contains("warned") }
      _ = try await desk.run("cp", "-p", desk.database, desk.database + ".copy")
      #expect(try await desk.killallTofu("cancel", "one").code == 0)
      try FileManager.default.removeItem(atPath: desk.database)
      try FileManager.default.moveItem(atPath: desk.database + ".copy", toPath: desk.database)
      #expect(await daemon.finished().code == 1)
      try await desk.startDaemon()
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.events().filter { $0 == "warned" }.count == 2)
    }
  }

  /// A copy put back into the very same file takes the extension back, but not the user's right to be warned of it.
  @Test(arguments: [true, false])
  func aRestoredFileIsWarnedAnew(byHand: Bool) async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemonThatWarned()
      let copy = "\(desk.folder)/copy.db"
      let copied =
        byHand
        ? try await desk.run("cp", "-p", desk.database, copy) : try await desk.killallTofu("backup", copy)
      #expect(copied.code == 0)
      #expect(try await desk.killallTofu("extend", "one", "1h").code == 0)
      daemon.send(SIGTERM)
      _ = await daemon.finished()
      let inode = try await desk.run("stat", "-c", "%d %i", desk.database).output
      _ = try await desk.run("cp", copy, desk.database)
      #expect(try await desk.run("stat", "-c", "%d %i", desk.database).output == inode)
      let next = try await desk.startDaemon()
      #expect(next.errors.contains("was changed while no daemon served it: earlier warnings are void"))
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.events().filter { $0 == "warned" }.count == 2)
    }
  }

  /// The same under a daemon that runs.
  @Test func aFileThatGoesBackIsWarnedAnew() async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemonThatWarned()
      _ = try await desk.run("cp", desk.database, "copy.db")
      #expect(try await desk.killallTofu("extend", "one", "1h").code == 0)
      // Never empty, as cp would have it for a moment: that ends the daemon.
      _ = try await desk.run("dd", "conv=notrunc", "bs=1M", "if=copy.db", "of=\(desk.database)")
      try await desk.waitForStatus("destroyed")
      #expect(daemon.errors.contains("went back to an earlier state: earlier warnings are void"))
      #expect(try await desk.events().filter { $0 == "warned" }.count == 2)
    }
  }

  /// A daemon that comes back to the file as it left it owes nobody a second warning.
  @Test func aWarningOutlivesTheDaemon() async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemonThatWarned()
      let accepted = try await desk.number("SELECT accepted_at FROM projects")
      daemon.send(SIGTERM)
      _ = await daemon.finished()
      #expect(try await desk.killallTofu("list").code == 0)
      let next = try await desk.startDaemon()
      #expect(!next.errors.contains("earlier warnings are void"))
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.number("SELECT accepted_at FROM projects") == accepted)
    }
  }

  /// What nobody saw the end of is held, also when another program wrote it so.
  @Test func destroyingWithoutAnExecutionIsInterrupted() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command, status) VALUES ('/tmp', 'one', '1h', 'true', 'destroying')"
      )
      try await desk.waitForStatus("held")
      #expect(try await desk.sqlite("SELECT hold_reason FROM projects") == "interrupted")
      try await desk.wait("the notification") { try await dunst.shown() == 1 }
    }
  }

  /// Cancel need not wait behind thousands of rows that another program wrote at once.
  @Test func cancelComesFirst() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      let added = try await desk.killallTofu(
        "add", desk.project, "--timeout", "16s", "--name", "one", "--command", "touch ../started")
      #expect(added.code == 0, "\(added)")
      try await desk.wait("first sight") {
        try await desk.run("busctl", "--user", "tree", "--list", "io.github.killallgit.KillallTofu1").output
          .contains("projects/1\n")
      }
      try await desk.sqlite(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO projects (path, name, timeout, command) SELECT '/x/' || i, 'x', '30 days', 'true' FROM n
        """)
      // The command line would write it itself where the daemon took longer than 3 seconds.
      let answer = try await desk.call("Cancel", "one")
      #expect(answer.code == 0, "\(answer)")
      #expect(try await desk.sqlite("SELECT status FROM projects WHERE id = 1") == "cancelled")
      try await desk.wait("rows that came after it") {
        try await desk.number(
          """
          SELECT count(*) FROM events WHERE type = 'created'
          AND id > (SELECT id FROM events WHERE type = 'cancelled')
          """) > 0
      }
      #expect(!FileManager.default.fileExists(atPath: "\(desk.folder)/started"))
    }
  }
}

extension Desk {
  /// Starts a notification server and a daemon, registers `one` with a timeout of 12 s, and waits for its warning.
  fileprivate func startDaemonThatWarned() async throws -> ChildProcess {
    _ = try await startDunst()
    let daemon = try await startDaemon()
    _ = try await killallTofu(
      "add", project, "--timeout", "12s", "--name", "one", "--command", "touch ../started")
    try await wait("the warning") { try await events().contains("warned") }
    return daemon
  }
}
