import Foundation
import RealParts
import Testing

/// Purge, backup and doctor, as the built program does them.
@Suite struct KeepingTests {
  private struct Finding: Decodable {
    var section, subject, level, text: String
    var remedy: String?
  }

  /// What it says of the database; that these desks have nobody to warn is no error here.
  private func doctor(_ desk: Desk, _ more: String...) async throws -> (findings: [Finding], code: Int32) {
    try desk.configure("notifications: {required: false}")
    let answer = try await desk.start([Desk.killallTofu, "doctor", "--json"] + more).finished()
    let findings = try JSONDecoder().decode([Finding].self, from: Data(answer.output.utf8))
    return (findings.filter { $0.section == "database" }, answer.code)
  }

  private func addCancelled(_ desk: Desk) async throws {
    _ = try await desk.killallTofu(
      "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
    _ = try await desk.killallTofu("cancel", "demo")
  }

  private func settings(_ text: String, _ desk: Desk) throws {
    let folder = "\(desk.folder)/home/.config/killall-tofu"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(toFile: "\(folder)/config.yaml", atomically: true, encoding: .utf8)
  }

  @Test func purgeDeletesWhatIsPastItsRetentionAndSaysHowMuch() async throws {
    try await Desk.with(bus: false) { desk in
      #expect(try await desk.killallTofu("purge").output == "No projects, so no history.\n")
      try await addCancelled(desk)
      try await desk.sqlite(
        """
        UPDATE projects SET created_at = created_at - 172800;
        INSERT INTO executions (project_id, status, created_at, folder) VALUES (1, 'failed', 1600000000, '../../data');
        INSERT INTO events (project_id, type, message, created_at) VALUES (1, 'error', 'm', '2020-01-01 00:00:00');
        """)
      let rehearsal = try await desk.killallTofu("purge", "--dry-run")
      #expect(rehearsal.output.hasPrefix("Would delete 1 execution and 1 event.\n"))
      #expect(rehearsal.output.contains("executions of 90 days and events of 30 days"))
      #expect(try await desk.number("SELECT count(*) FROM events") == 3)
      let purge = try await desk.killallTofu("purge", "--json")
      #expect(purge.output.contains("\"executions\" : 1") && purge.output.contains("\"dry_run\" : false"))
      #expect(purge.errors.contains("stay: that is no name, or no folder, of ours"))
      #expect(try await desk.events() == ["created", "cancelled"])
      #expect(try await desk.killallTofu("purge").output.hasPrefix("Nothing is past its retention."))
    }
  }

  /// Going by the defaults could delete what the user meant to keep.
  @Test func purgeGoesByTheSettingsOrNotAtAll() async throws {
    try await Desk.with(bus: false) { desk in
      try await addCancelled(desk)
      try await desk.sqlite(
        "UPDATE projects SET created_at = created_at - 172800; UPDATE events SET created_at = created_at - 345600"
      )
      try settings("version: 1\ndatabase: {retention: {events: 0}}\n", desk)
      let refused = try await desk.killallTofu("purge")
      #expect(refused.code == 78)
      #expect(refused.errors.contains("config.yaml:2:32: “events” is “0”"), "\(refused.errors)")
      try settings("version: 1\ndatabase: {retention: {events: 3}}\n", desk)
      #expect(try await desk.killallTofu("purge").output.hasPrefix("Deleted 0 executions and 2 events."))
    }
  }

  @Test func purgeOfAProjectIsRefusedWhileItIsActive() async throws {
    try await Desk.with(bus: false) { desk in
      try await addCancelled(desk)
      _ = try await desk.killallTofu("resume", "demo")
      let refused = try await desk.killallTofu("purge", "demo")
      #expect(refused.code == 1)
      #expect(refused.errors.contains("killall-tofu cancel demo"))
      #expect(try await desk.killallTofu("purge", "nobody").code == 66)
      _ = try await desk.killallTofu("cancel", "demo")
      let rehearsal = try await desk.killallTofu("purge", "demo", "--dry-run")
      #expect(rehearsal.output == "Would delete “demo” (project 1) with 0 executions and 4 events.\n")
      #expect(try await desk.killallTofu("purge", desk.project).code == 0)
      #expect(
        try await desk.number("SELECT (SELECT count(*) FROM projects) + (SELECT count(*) FROM events)") == 0)
    }
  }

  @Test func backupCopiesTheFileAndNamesWhatStandsInItsWay() async throws {
    try await Desk.with(bus: false) { desk in
      #expect(try await desk.killallTofu("backup", "copy.db").code == 66)
      try await addCancelled(desk)
      let made = try await desk.killallTofu("backup", "copy.db")
      #expect(made.code == 0)
      #expect(made.output.hasPrefix("Copied to \(desk.folder)/copy.db: ") && made.output.hasSuffix(" KiB.\n"))
      let list = try await desk.killallTofu("list", "--all", "--json", "--database", "copy.db")
      #expect(list.output == (try await desk.killallTofu("list", "--all", "--json").output))
      for (target, words) in [
        ("copy.db", "--force"), ("none/copy.db", "make it first"), ("home", "is a folder"),
        ("home/", "home” is a folder"), ("", "“\(desk.folder)” is a folder"), ("new/", "make it first"),
        (desk.database, "is the database itself"), (desk.database + ".lock", "belongs to it"),
      ] {
        let refused = try await desk.killallTofu("backup", target)
        #expect(refused.code == 1 && refused.output.isEmpty)
        #expect(refused.errors.contains(words), "\(refused.errors)")
      }
      #expect(try await desk.killallTofu("backup", "--force", "copy.db").code == 0)
    }
  }

  /// 8 blocks of 1,024 bytes, or of 512: less than any copy, and than a profile of the program's coverage.
  @Test func aBackupForWhichThereIsNoRoomLeavesNothingBehind() async throws {
    try await Desk.with(bus: false) { desk in
      try await addCancelled(desk)
      let before = try FileManager.default.contentsOfDirectory(atPath: desk.folder).sorted()
      let script = "ulimit -f 8; LLVM_PROFILE_FILE=/dev/null exec \"$0\" backup copy.db"
      let answer = try await desk.run("sh", "-c", script, Desk.killallTofu)
      #expect(answer.code == 1)
      #expect(answer.errors.contains("copy.db” cannot be written"), "\(answer)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: desk.folder).sorted() == before)
      #expect(try await desk.sqlite("PRAGMA integrity_check") == "ok")
    }
  }

  @Test func aFullDiskIsNamed() async throws {
    try await Desk.with(bus: false) { desk in
      // Some containers let nobody make a user namespace, which is what the small disk is mounted in.
      let small = "mount -t tmpfs -o size=32k none home/small"
      try await addCancelled(desk)
      try FileManager.default.createDirectory(
        atPath: "\(desk.folder)/home/small", withIntermediateDirectories: false)
      guard try await desk.run("unshare", "-rm", "sh", "-c", small).code == 0 else { return }
      let script = "\(small) && \"$0\" backup home/small/copy.db; echo $?; ls -A home/small"
      let answer = try await desk.run("unshare", "-rm", "sh", "-c", script, Desk.killallTofu)
      #expect(answer.output == "1\n", "\(answer)")
      #expect(answer.errors.contains("no room is left for") && answer.errors.contains("copy.db"))
    }
  }

  @Test(arguments: ["typed", "raw"])
  func doctorNamesTheEngineAndTheModes(engine: String) async throws {
    try await Desk.with(bus: false) { desk in
      let unused = try await doctor(desk)
      #expect(unused.findings.map(\.subject) == ["path", "engine", "daemon"] && unused.code == 0)
      try await addCancelled(desk)
      desk.set("KILLALL_TOFU_STORE", engine)
      let (findings, code) = try await doctor(desk)
      #expect(code == 0)
      let texts = Dictionary(findings.map { ($0.subject, $0.text) }) { first, _ in first }
      #expect(texts["path"] == desk.database)
      #expect(texts["engine"]?.hasPrefix("\(engine) (") == true)
      #expect(texts["engine"]?.contains("KILLALL_TOFU_STORE") == true)
      #expect(texts["durability"]?.contains("journal_mode=truncate, synchronous=2") == true)
      #expect(texts["rows"] == "1 project, 0 executions, 2 events")
      #expect(findings.last?.level == "warning")
      let plain = try await desk.killallTofu("doctor")
      #expect(plain.output.contains("  ok       integrity "))
      #expect(plain.output.contains("→ killall-tofu daemon"))
    }
  }

  @Test func anEngineThatDoesNotExistIsNamed() async throws {
    try await Desk.with(bus: false) { desk in
      desk.set("KILLALL_TOFU_STORE", "quantum")
      let file = ["--database", "\(desk.folder)/x.db"]
      for command in [
        ["doctor"] + file, ["list"] + file, ["daemon"] + file, ["list"], ["purge"], ["autostart", "enable"],
      ] {
        let answer = try await desk.start([Desk.killallTofu] + command).finished()
        #expect(answer.code == 78)
        #expect(
          answer.errors.contains("“quantum”") && answer.errors.contains("typed or raw"), "\(answer.errors)")
      }
    }
  }

  @Test func doctorNamesDamagedRows() async throws {
    try await Desk.with(bus: false) { desk in
      try await addCancelled(desk)
      try await desk.sqlite("UPDATE projects SET generation = generation + 1, destroy_at = 'never'")
      let (findings, code) = try await doctor(desk)
      #expect(code == 0)
      let row = try #require(findings.first { $0.subject == "damaged row" })
      #expect(row.level == "warning" && row.text.contains("projects.destroy_at of row 1 holds “never”"))
    }
  }

  /// Nobody is warned of such a project; typed as it stands, the line that doctor gives mends it.
  @Test func aDamagedRowOfAnActiveProjectIsAnErrorWithALineThatMendsIt() async throws {
    try await Desk.with(bus: false) { desk in
      let file = "\(desk.folder)/it's mine.db"
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true", "--database", file)
      _ = try await desk.run(
        "sqlite3", file,
        "UPDATE projects SET generation = generation + 1, destroy_at = 1795388761.5; "
          + "UPDATE events SET created_at = 'never'")
      let (findings, code) = try await doctor(desk, "--database", file)
      #expect(code == 1)
      let rows = findings.filter { $0.subject == "damaged row" }
      #expect(rows.map(\.level) == ["error", "warning"])
      #expect(rows.first?.text.contains("(\(desk.project))") == true, "\(rows)")
      let line = try #require(rows.first?.remedy)
      let list = try await desk.killallTofu("list", "--database", file)
      #expect(list.errors.contains("mend it with: \(line)"), "\(list.errors)")
      #expect(try await desk.run("sh", "-c", line).code == 0)
      #expect(try await doctor(desk, "--database", file).code == 0)
      // A cell that must not be empty is not changed by a line that was only copied.
      let unfinished = try #require(rows.last?.remedy)
      #expect(try await desk.run("sh", "-c", unfinished).code != 0)
    }
  }

  enum Trouble: String, CaseIterable, Sendable {
    case missing = "there is no database at"
    case notADatabase = "is not an SQLite database"
    case newer = "written by a newer version"
    case otherProgram = "is a database of another program"
    case corrupt = "is damaged"
    case garbage = "btreeInitPage() returns error code 11"
    case locked = "is locked by python3"
  }

  @Test(arguments: Trouble.allCases)
  func doctorFindsWhatIsWrongWithTheFile(trouble: Trouble) async throws {
    try await Desk.with(bus: false) { desk in
      let file = "\(desk.folder)/some.db"
      try await make(trouble, file, at: desk)
      let (findings, code) = try await doctor(desk, "--database", file)
      #expect(code == 1)
      let errors = findings.filter { $0.level == "error" }
      #expect(errors.contains { $0.text.contains(trouble.rawValue) }, "\(findings)")
      #expect(findings.contains { $0.subject == "engine" && $0.text.hasPrefix("typed") })
      #expect(findings.contains { $0.subject == "daemon" })
    }
  }

  private func make(_ trouble: Trouble, _ file: String, at desk: Desk) async throws {
    let add = ["add", desk.project, "--timeout", "1h", "--command", "true", "--database", file]
    switch trouble {
    case .missing: break
    case .notADatabase: try Data("a letter to my aunt\n".utf8).write(to: URL(filePath: file))
    case .newer:
      _ = try await desk.run("sqlite3", file, "CREATE TABLE projects(id); PRAGMA user_version = 99")
    case .otherProgram: _ = try await desk.run("sqlite3", file, "CREATE TABLE projects(title TEXT)")
    case .corrupt:
      _ = try await desk.start([Desk.killallTofu] + add).finished()
      let whole = try Data(contentsOf: URL(filePath: file))
      try whole.prefix(whole.count / 2).write(to: URL(filePath: file))
    case .garbage:
      _ = try await desk.start([Desk.killallTofu] + add).finished()
      _ = try await desk.run(
        "sqlite3", file,
        "CREATE TABLE spare(n); INSERT INTO spare SELECT randomblob(900) FROM pragma_function_list LIMIT 40")
      let handle = try FileHandle(forUpdating: URL(filePath: file))
      try handle.seek(toOffset: try handle.seekToEnd() - 4_096)
      try handle.write(contentsOf: Data(repeating: 0xEE, count: 4_096))
      try handle.close()
    case .locked:
      _ = try await desk.start([Desk.killallTofu] + add).finished()
      let script =
        "import sqlite3,time,sys; c=sqlite3.connect(sys.argv[1]); c.execute('BEGIN EXCLUSIVE'); "
        + "print('locked', flush=True); time.sleep(60)"
      let holder = try desk.start(["python3", "-c", script, file])
      try await desk.wait("the lock") { holder.output.contains("locked") }
    }
  }
}

/// The same beside a daemon that runs.
@Suite(.desktop) struct KeepingBesideADaemonTests {
  @Test func aPurgedProjectVanishesFromTheBusAndItsLogsGo() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "3s", "--command", "echo said")
      try await desk.waitForStatus("destroyed")
      let folder = try await desk.sqlite("SELECT folder FROM executions")
      let logs = "\(desk.folder)/home/.local/state/killall-tofu/executions/\(folder)"
      #expect(FileManager.default.fileExists(atPath: logs + "/log"))
      #expect(try await objects(desk).contains("projects/1"))
      #expect(
        try await desk.killallTofu("doctor").output.contains("process \(daemon.pid) (killall-tofu) serves"))
      #expect(try await desk.killallTofu("purge", "1").code == 0)
      #expect(!FileManager.default.fileExists(atPath: logs))
      try await desk.wait("the object to go") { try await !objects(desk).contains("projects/1") }
    }
  }

  @Test func theDaemonSaysWhatIsPastItsRetentionAndDeletesNothing() async throws {
    try await Desk.with { desk in
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      _ = try await desk.killallTofu("cancel", "1")
      try await desk.sqlite(
        """
        UPDATE projects SET created_at = created_at - 172800;
        INSERT INTO executions (project_id, status, created_at) VALUES (1, 'failed', 1600000000);
        """)
      let daemon = try await desk.startDaemon()
      try await desk.wait("its word") {
        daemon.errors.contains("1 execution and 0 events are past their retention; killall-tofu purge")
      }
      #expect(try await desk.number("SELECT count(*) FROM executions") == 1)
    }
  }

  @Test func backupsAreMadeWhileTheDaemonWrites() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      for number in 1...5 {
        let folder = "\(desk.project)/\(number)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        _ = try await desk.killallTofu("add", folder, "--timeout", "1h", "--command", "true")
        #expect(try await desk.killallTofu("backup", "copy-\(number).db").code == 0)
        let copy = "\(desk.folder)/copy-\(number).db"
        let answer = try await desk.run(
          "sqlite3", copy, "PRAGMA integrity_check; SELECT count(*) FROM projects")
        #expect(answer.output == "ok\n\(number)\n")
      }
    }
  }

  /// The way that README and `backup --help` name: a warning of another file must not count for this one.
  @Test func aBackupIsPutBackByARename() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "10min", "--name", "demo", "--command", "true")
      try await desk.wait("first sight") {
        try await desk.number("SELECT count(scheduled_at) FROM projects") == 1
      }
      // Warned of now: half of ten minutes is the notice.
      try await desk.sqlite("UPDATE projects SET destroy_at = CAST(strftime('%s', 'now') AS INTEGER) + 290")
      try await desk.wait("the warning") { try await desk.events().contains("warned") }
      _ = try await desk.killallTofu("backup", "copy.db")
      await daemon.end()
      let script =
        "cd home/.local/share/killall-tofu && cp ../../../../copy.db restored.db && rm -f killall-tofu.db-journal "
        + "&& mv restored.db killall-tofu.db"
      #expect(try await desk.run("sh", "-c", script).code == 0)
      let next = try await desk.startDaemon()
      #expect(next.errors.contains("earlier warnings are void"), "\(next.errors)")
      try await desk.wait("the warning afresh") {
        try await desk.events().filter { $0 == "warned" }.count == 2
      }
      #expect(try await desk.sqlite("SELECT status FROM projects") == "scheduled")
    }
  }

  /// No daemon ever served the copy, so nothing tells how old it is: here an Extend came after it was made.
  @Test func aCopyUnderAnotherPathBringsNoWarningWithIt() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
      try await desk.wait("first sight") {
        try await desk.number("SELECT count(scheduled_at) FROM projects") == 1
      }
      try await desk.sqlite("UPDATE projects SET destroy_at = CAST(strftime('%s', 'now') AS INTEGER) + 290")
      try await desk.wait("the warning") { try await desk.events().contains("warned") }
      let copy = "\(desk.folder)/elsewhere.db"
      try FileManager.default.copyItem(atPath: desk.database, toPath: copy)
      #expect(try await desk.killallTofu("extend", "demo", "1h").code == 0)
      await daemon.end()
      let next = try await desk.startDaemon("--database", copy)
      #expect(next.errors.contains("warnings of another time are void"), "\(next.errors)")
      try await desk.wait("the warning afresh") {
        try await desk.run("sqlite3", copy, "SELECT count(*) FROM events WHERE type = 'warned'").output
          == "2\n"
      }
    }
  }

  private func objects(_ desk: Desk) async throws -> String {
    try await desk.run(
      "dbus-send", "--session", "--print-reply", "--dest=io.github.killallgit.KillallTofu1",
      "/io/github/killallgit/KillallTofu1", "org.freedesktop.DBus.ObjectManager.GetManagedObjects"
    ).output
  }
}
