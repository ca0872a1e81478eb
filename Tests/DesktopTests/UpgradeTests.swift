import Foundation
import RealParts
import Testing

/// A file of another version than the installed programs', older or newer.
@Suite(.desktop) struct UpgradeTests {
  /// The seed's file with two projects, and as much history as makes a migration take its time.
  private func makeOldFile(at path: String, events: Int = 10, of desk: Desk) async throws {
    try FileManager.default.createDirectory(
      atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
    let sql = """
      CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        timeout TEXT NOT NULL, command TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
        created_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP,
        destroy_at INTEGER);
      CREATE TABLE executions (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL
        REFERENCES projects(id) ON DELETE CASCADE, status TEXT NOT NULL, output TEXT, error TEXT, exit_code INTEGER,
        started_at INTEGER, completed_at INTEGER, created_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP);
      CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id INTEGER
        REFERENCES projects(id) ON DELETE CASCADE, type TEXT NOT NULL, message TEXT NOT NULL, metadata TEXT,
        created_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP);
      INSERT INTO projects (path, name, timeout, command, destroy_at) VALUES
        ('\(desk.project)', 'demo', '2 hours', 'true', 4000000000), ('\(desk.folder)/home', 'web', '1 day', 'true', NULL);
      WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < \(events))
        INSERT INTO events (project_id, type, message) SELECT 1, 'created', 'event ' || i FROM n;
      """
    let answer = try await desk.run("sqlite3", path, sql)
    try #require(answer.code == 0, "\(answer)")
  }

  private let state =
    "PRAGMA integrity_check; PRAGMA user_version; SELECT count(*) FROM projects; SELECT count(*) FROM events"

  @Test func theCommandSaysWhereTheCopyLies() async throws {
    try await Desk.with(bus: false) { desk in
      try await makeOldFile(at: desk.database, of: desk)
      let list = try await desk.killallTofu("list")
      #expect(list.code == 0 && list.output.contains("demo") && list.output.contains("web"))
      #expect(
        list.errors.contains("was brought from schema 0 to ")
          && list.errors.contains("/killall-tofu.db.backup-0”"))
      let copied = try await desk.run("sqlite3", "\(desk.database).backup-0", state)
      #expect(copied.output == "ok\n0\n2\n10\n")
      let again = try await desk.killallTofu("list")
      #expect(!again.errors.contains("schema"))
    }
  }

  @Test func theDaemonSaysSoToo() async throws {
    try await Desk.with { desk in
      try await makeOldFile(at: desk.database, of: desk)
      let daemon = try await desk.startDaemon()
      #expect(daemon.errors.contains("was brought from schema 0 to "), "\(daemon.errors)")
      #expect(try await desk.sqlite("SELECT status FROM projects WHERE name = 'demo'") == "scheduled")
    }
  }

  /// Killed wherever it is, the file is wholly of the one version or of the other.
  @Test(
    arguments: ["typed", "raw"],
    [
      (call: "fdatasync killall-tofu.db-journal 1 after", isOver: false),
      (call: "fdatasync killall-tofu.db 1 before", isOver: false),
      (call: "ftruncate killall-tofu.db-journal 1 before", isOver: false),
      (call: "ftruncate killall-tofu.db-journal 1 after", isOver: true),
    ])
  func killedInTheMiddleItIsWhole(engine: String, at point: (call: String, isOver: Bool)) async throws {
    try await Desk.with(bus: false) { desk in
      desk.set("KILLALL_TOFU_STORE", engine)
      try await makeOldFile(at: desk.database, events: 60_000, of: desk)
      let library = try await KillLibrary(for: desk)
      let killed = try await desk.run(
        "env", "LD_PRELOAD=\(library.path)", "KILL_MARK=\(desk.folder)/struck", "KILL_PROCESS=command",
        "KILL_POINT=command \(point.call) self", Desk.killallTofu, "list")
      #expect(killed.code == 128 + SIGKILL, "\(killed)")
      #expect(try await desk.sqlite(state).hasPrefix("ok\n0\n2\n60000") == !point.isOver)
      #expect(
        try await desk.number("SELECT count(*) FROM pragma_table_info('projects') WHERE name = 'status'")
          == (point.isOver ? 1 : 0))
      let list = try await desk.killallTofu("list")
      #expect(list.code == 0 && list.errors.contains("was brought from schema 0") == !point.isOver)
      let upgraded = try await desk.sqlite(state)
      #expect(upgraded.hasPrefix("ok\n") && upgraded.hasSuffix("\n2\n60000"))
    }
  }

  @Test(.ownMounts, arguments: [false, true])
  func withoutRoomTheFileIsLeftAsItIs(isRoomForCopy: Bool) async throws {
    try await Desk.with(bus: false) { desk in
      let folder = URL(filePath: desk.database).deletingLastPathComponent().path
      let disk = try await SmallDisk(at: folder, of: desk)
      let old = "\(desk.folder)/old.db"
      try await makeOldFile(at: old, events: 5_000, of: desk)
      #expect(try await disk.start(["cp", old, desk.database]).finished().code == 0)
      // A copy is about as large as the file; the migration's indexes then find no room.
      let size = try #require(try FileManager.default.attributesOfItem(atPath: old)[.size] as? Int)
      let room = isRoomForCopy ? size / 4_096 + 8 : 2
      let filling = "cat /dev/zero >'\(folder)/filler'; truncate -s -\(room * 4_096) '\(folder)/filler'"
      _ = try await disk.start(["sh", "-c", filling]).finished()
      let refused = try await disk.start([Desk.killallTofu, "list"]).finished()
      #expect(refused.code == 1 && refused.output.isEmpty)
      #expect(refused.errors.contains("no room is left on "), "\(refused.errors)")
      #expect(refused.errors.contains("backup-0") == !isRoomForCopy, "\(refused.errors)")
      #expect(try await disk.sqlite(state) == "ok\n0\n2\n5000")
      try await disk.clear()
      let list = try await disk.start([Desk.killallTofu, "list"]).finished()
      #expect(list.code == 0 && list.errors.contains("was brought from schema 0"), "\(list)")
      #expect(try await disk.sqlite(state).hasSuffix("\n2\n5000"))
    }
  }

  /// The line that the refusal names is typed as it stands.
  @Test func aNewerFileIsRefusedWithTheWayBack() async throws {
    try await Desk.with(bus: false) { desk in
      let database = "\(desk.folder)/my data/it's.db"
      try FileManager.default.createDirectory(
        atPath: "\(desk.folder)/my data", withIntermediateDirectories: true)
      desk.set("KILLALL_TOFU_DATABASE", database)
      try await desk.add("true")
      let version = try await desk.run("sqlite3", database, "PRAGMA user_version").output.trimmed
      #expect(try await desk.killallTofu("backup", "\(database).backup-\(version)").code == 0)
      let newer =
        "ALTER TABLE projects ADD COLUMN future; UPDATE projects SET name = 'newer'; PRAGMA user_version = 99"
      #expect(try await desk.run("sqlite3", database, newer).code == 0)
      let refused = try await desk.killallTofu("list")
      #expect(refused.code == 1 && refused.errors.contains("(schema 99, this program knows \(version))"))
      let line = try #require(refused.errors.firstRange(of: "ln ")).lowerBound
      #expect(try await desk.run("sh", "-c", String(refused.errors[line...])).code == 0)
      let list = try await desk.killallTofu("list")
      #expect(list.code == 0 && list.output.contains("demo"), "\(list)")
      #expect(
        try await desk.run("sqlite3", "\(database).newer", "SELECT name FROM projects").output == "newer\n")
      // Typed once more, it loses nothing.
      #expect(try await desk.run("sh", "-c", String(refused.errors[line...])).code != 0)
      #expect(try await desk.killallTofu("list").output.contains("demo"))
    }
  }

  /// The README's way, with a journal of a crash in the place.
  @Test func aBackupIsPutBack() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("true")
      #expect(try await desk.killallTofu("backup", "monday.db").code == 0)
      #expect(try await desk.killallTofu("cancel", "demo").code == 0)
      let place = URL(filePath: desk.database).deletingLastPathComponent().path
      try Data("a journal of the other file".utf8).write(to: URL(filePath: desk.database + "-journal"))
      let script =
        "cd '\(place)' && cp '\(desk.folder)/monday.db' restored.db && rm -f killall-tofu.db-journal && mv restored.db killall-tofu.db"
      #expect(try await desk.run("sh", "-c", script).code == 0)
      #expect(try await desk.sqlite("SELECT status FROM projects; PRAGMA integrity_check") == "scheduled\nok")
      #expect(try await desk.killallTofu("show", "demo").output.contains("scheduled"))
    }
  }

  /// An upgrade was installed and its command line has migrated the file; this daemon has not been started anew.
  @Test func aRunningDaemonGoesOnWithANewerFile() async throws {
    try await Desk.with { desk in
      try desk.settings("notifications: {required: false}\nsafety: {minimum_notice: 1s}")
      try await desk.startDaemon()
      try await desk.add("touch made")
      try await desk.sqlite(
        """
        BEGIN IMMEDIATE; ALTER TABLE projects ADD COLUMN future TEXT NOT NULL DEFAULT 'x';
        ALTER TABLE executions ADD COLUMN future TEXT; PRAGMA user_version = 99; COMMIT
        """)
      try await desk.sqlite(
        "UPDATE projects SET future = 'kept', destroy_at = CAST(strftime('%s','now') AS INTEGER) + 3")
      try await desk.waitForStatus("destroyed")
      #expect(desk.made("made"))
      #expect(
        try await desk.sqlite(
          "SELECT future FROM projects; SELECT status, exit_code FROM executions; PRAGMA user_version")
          == "kept\ncompleted|0\n99")
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
