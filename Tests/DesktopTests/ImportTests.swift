import Foundation
import RealParts
import Testing

/// Coming from the original program: its files are found, taken over and left as they are, and nothing is destroyed.
@Suite struct ImportTests {
  private let schema = """
    CREATE TABLE projects (id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT, config TEXT NOT NULL,
      discovered_at TIMESTAMP NOT NULL, destroy_at TIMESTAMP NOT NULL, status TEXT NOT NULL,
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
    CREATE TABLE executions (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id TEXT NOT NULL, command TEXT NOT NULL,
      working_dir TEXT NOT NULL, started_at TIMESTAMP NOT NULL, completed_at TIMESTAMP, exit_code INTEGER,
      stdout TEXT, stderr TEXT, status TEXT NOT NULL, attempt_number INTEGER DEFAULT 1);
    CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id TEXT, event_type TEXT NOT NULL,
      details TEXT, timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP);

    """

  private func folder(_ desk: Desk) -> String { "\(desk.folder)/home/.killall" }

  /// Leaves the original's files in the home: a project ahead of its deadline and one `late` minutes past it.
  private func leave(_ desk: Desk, rows: String = "", late: Int = 3) async throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder(desk), withIntermediateDirectories: true)
    let config = #"{"timeout":"2 hours","command":"touch destroyed"}"#
    let answer = try await desk.run(
      "sqlite3", "\(folder(desk))/killall.db",
      schema + """
        INSERT INTO projects (id, path, name, config, discovered_at, destroy_at, status) VALUES
          ('p1', '\(desk.project)', 'late', '\(config)', '2020-01-01T00:00:00.000Z',
            strftime('%s', 'now') - \(late * 60), 'active'),
          ('p2', '/srv/ahead', 'ahead', '\(config)', '2020-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z', 'active');
        INSERT INTO executions (project_id, command, working_dir, started_at, status, exit_code, stderr) VALUES
          ('p1', 'touch gone', '/srv', '2020-01-01T00:00:00.000Z', 'failed', 3, 'state lock');
        INSERT INTO events (project_id, event_type) VALUES ('p1', 'failed'); \(rows)
        """)
    try #require(answer.code == 0, "\(answer.errors)")
    try Data("version: 1\nadvanced: {max_concurrent: 2}\nui: {theme: dark}\n".utf8)
      .write(to: URL(filePath: "\(folder(desk))/killall.yaml"))
    try Data("*.tfstate*\n".utf8).write(to: URL(filePath: "\(folder(desk))/ignore"))
  }

  private func contents(_ desk: Desk) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder(desk))
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: "\(folder(desk))/\($0)"))) })
  }

  private func text(_ desk: Desk, _ name: String) -> String? {
    try? String(contentsOfFile: "\(desk.folder)/home/.config/killall-tofu/\(name)", encoding: .utf8)
  }

  @Test func everythingTheOriginalLeftIsFound() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      let before = try contents(desk)
      let answer = try await desk.killallTofu("import")
      #expect(answer.code == 0, "\(answer)")
      for words in [
        "2 projects, 1 execution, 1 event", "touch destroyed",
        "held: its deadline has passed, so it waits for you",
        "late: killall-tofu extend 1 1h, or killall-tofu cancel 1", "ui.theme: has no meaning here",
        "Wrote the ignore patterns to ~/.config/killall-tofu/ignore",
      ] { #expect(answer.output.contains(words), "\(words) in \(answer.output)") }
      #expect(answer.errors.contains("No daemon serves this database") && !answer.output.contains("SIGHUP"))
      #expect(try contents(desk) == before)
      #expect(
        try await desk.sqlite("SELECT name, status, hold_reason, awaits_user FROM projects")
          == "late|held|overdue|1\nahead|scheduled||0")
      #expect(try await desk.events() == ["error", "created", "held"])
      #expect(
        try await desk.sqlite("SELECT json_extract(metadata, '$.imported_from') FROM events WHERE id = 2")
          == "\(folder(desk))/killall.db")
      #expect(text(desk, "ignore") == "*.tfstate*\n")
      #expect(text(desk, "config.yaml")?.contains("max_concurrent: 2") == true)
      let list = try await desk.killallTofu("list")
      #expect(list.code == 0 && !list.errors.contains("going by the defaults"), "\(list.errors)")
    }
  }

  @Test func importingAgainChangesNothing() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      _ = try await desk.killallTofu("import")
      let before = try await desk.sqlite(".dump")
      let answer = try await desk.killallTofu("import")
      #expect(answer.code == 0, "\(answer)")
      #expect(answer.output.contains("Registered already, left as they are:\n  \(desk.project)"))
      #expect(try await desk.sqlite(".dump") == before)
    }
  }

  @Test func aDryRunWritesNothing() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      let answer = try await desk.killallTofu("import", "--dry-run")
      #expect(answer.code == 0)
      #expect(answer.output.contains("Would take over") && answer.output.contains("2 projects"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(desk.folder)/home") == [".killall"])
      _ = try await desk.killallTofu("import")
      #expect(try await desk.killallTofu("import", "--dry-run").output.contains("0 projects"))
    }
  }

  @Test func rowsThatCannotBeTakenAreNamed() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk, rows: "INSERT INTO events (project_id, event_type) VALUES ('p1', 'danced');")
      let answer = try await desk.killallTofu("import", "--json")
      #expect(answer.code == 1)
      #expect(try await desk.killallTofu("import", "--help").output.contains("The exit code is 1 where"))
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
      let refused = try #require(report["refused"] as? [[String: String]])
      #expect(
        refused.map { "\($0["table"] ?? "") \($0["id"] ?? "") \($0["value"] ?? "")" } == ["events 2 danced"])
      #expect((report["projects"] as? [[String: Any]])?.count == 2)
      #expect(try await desk.number("SELECT count(*) FROM projects") == 2)
    }
  }

  @Test func settingsOfOursAreNeverOverwritten() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      let place = "\(desk.folder)/home/.config/killall-tofu"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      try Data("version: 1\n".utf8).write(to: URL(filePath: "\(place)/config.yaml"))
      let answer = try await desk.killallTofu("import")
      #expect(answer.code == 0)
      #expect(answer.output.contains("config.yaml is there already and stays as it is"))
      #expect(answer.output.contains("  |   max_concurrent: 2"))
      #expect(text(desk, "config.yaml") == "version: 1\n")
    }
  }

  /// Without them a teardown may reach for another account, so it must not start by itself.
  @Test(
    arguments: [
      (nil, "execution: {environment: {A-B: sandbox}}", "“A-B”, which is not taken over"),
      ("copy", "executor: {environment: {AWS_PROFILE: sandbox}}", "“AWS_PROFILE”, which is not taken over"),
      ("copy", "a: [", "killall.yaml cannot be read"),
    ] as [(String?, String, String)])
  func variablesOfEveryCommandMakeItsUserDecide(copy: String?, settings: String, words: String) async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      let place = copy.map { "\(desk.folder)/\($0)" } ?? folder(desk)
      if copy != nil { try FileManager.default.copyItem(atPath: folder(desk), toPath: place) }
      try Data(settings.utf8).write(to: URL(filePath: "\(place)/killall.yaml"))
      let answer =
        if copy == nil { try await desk.killallTofu("import") } else {
          try await desk.killallTofu("import", "\(place)/killall.db")
        }
      #expect(answer.output.contains("ahead: killall.yaml") && answer.output.contains(words), "\(answer)")
      #expect(
        try await desk.sqlite("SELECT name, status, awaits_user FROM projects")
          == "late|held|1\nahead|scheduled|1")
    }
  }

  @Test func variablesThatTheSettingsTakeOverNeedNoDecision() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      try Data("execution: {environment: {AWS_PROFILE: sandbox}}".utf8)
        .write(to: URL(filePath: "\(folder(desk))/killall.yaml"))
      let answer = try await desk.killallTofu("import")
      #expect(answer.code == 0 && !answer.output.contains("ahead: killall.yaml"), "\(answer)")
      #expect(text(desk, "config.yaml")?.contains("AWS_PROFILE: sandbox") == true)
      #expect(try await desk.sqlite("SELECT awaits_user FROM projects WHERE name = 'ahead'") == "0")
    }
  }

  /// Until the user has decided, no answer says that it is destroyed.
  @Test func whatAwaitsItsUserSaysSoEverywhere() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      try Data("execution: {environment: {AWS_PROFILE: sandbox}}".utf8)
        .write(to: URL(filePath: "\(folder(desk))/killall.yaml"))
      // Settings of ours are there already, so those of the original are not taken.
      try desk.settings("")
      let answer = try await desk.killallTofu("import")
      #expect(
        answer.output.contains("  ahead: with them: killall-tofu cancel 2, then"), "\(answer)")
      #expect(try await desk.killallTofu("list").output.contains("scheduled, asks you"))
      #expect(
        try await desk.killallTofu("list", "--json").output.components(separatedBy: "\"awaits_user\" : true")
          .count == 3)
      let show = try await desk.killallTofu("show", "ahead").output
      #expect(
        show.contains("Asks before it is destroyed: killall.yaml gave its command “AWS_PROFILE”"), "\(show)")
      #expect(show.contains("To let it run then: killall-tofu resume ahead"))
      let extended = try await desk.killallTofu("extend", "ahead", "10s")
      #expect(extended.output.hasPrefix("ahead is not destroyed by itself: you are asked at "), "\(extended)")
      let resumed = try await desk.killallTofu("resume", "ahead")
      #expect(resumed.code == 0 && resumed.output.hasPrefix("ahead is destroyed at "), "\(resumed)")
      #expect(try await desk.killallTofu("list").output.contains("scheduled, asks you") == false)
    }
  }

  /// No event of ours tells of them.
  @Test func historyTellsOfItsExecutions() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      _ = try await desk.killallTofu("import")
      let lines = try await desk.killallTofu("history", "late").output.split(separator: "\n")
      let place = try #require(
        lines.firstIndex { $0.hasSuffix("  Ran touch gone: failed, exit code 3") }, "\(lines)")
      // After the project and the day.
      #expect(place == 2)
      #expect(lines[place + 1] == "            | state lock")
      #expect(lines.last?.contains("Held: ") == true && (7...8).contains(lines.count), "\(lines)")
    }
  }

  @Test func whereNothingIsThereItSaysSo() async throws {
    try await Desk.with(bus: false) { desk in
      let answer = try await desk.killallTofu("import")
      #expect(answer.code == 1)
      #expect(
        answer.errors.contains("nothing to import") && answer.errors.contains("killall-tofu import FILE"))
      let named = try await desk.killallTofu("import", "nowhere.db")
      #expect(named.code == 1 && named.errors.contains("there is no file"))
      #expect(!FileManager.default.fileExists(atPath: desk.database))
    }
  }

  /// The original makes its file before it has tables.
  @Test func settingsAreTakenWhereTheDatabaseIsEmpty() async throws {
    try await Desk.with(bus: false) { desk in
      try await leave(desk)
      try Data().write(to: URL(filePath: "\(folder(desk))/killall.db"))
      let answer = try await desk.killallTofu("import")
      #expect(answer.code == 1 && answer.errors.contains("killall.db” is empty"), "\(answer)")
      #expect(text(desk, "ignore") == "*.tfstate*\n")
    }
  }

  @Test func ourOwnFileIsToldApart() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      let answer = try await desk.killallTofu("import", desk.database)
      #expect(answer.code == 1 && answer.errors.contains("a database of this program"), "\(answer)")
    }
  }

  /// A running daemon takes note of it, asks, and destroys nothing; Extend settles it.
  @Test(.desktop) func theDaemonAsksAboutWhatIsOverdue() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      try await leave(desk)
      let answer = try await desk.killallTofu("import")
      #expect(answer.code == 0)
      #expect(answer.output.contains("or now on SIGHUP: kill -HUP \(daemon.pid)\n"), "\(answer)")
      try await desk.wait("the acceptance") {
        try await desk.sqlite("SELECT accepted_generation FROM projects WHERE id = 1") == "1"
      }
      try await desk.wait("the question") {
        _ = try await desk.run("dunstctl", "close-all")
        return try await dunst.texts().contains { $0.contains("late was forgotten: please decide") }
      }
      #expect(try await desk.sqlite("SELECT status, awaits_user FROM projects WHERE id = 1") == "held|1")
      #expect(
        try await desk.killallTofu("show", "1").output.contains(
          "Nothing happens until you decide: killall-tofu extend "))
      #expect(try await desk.killallTofu("extend", "1", "1h").code == 0)
      #expect(try await desk.sqlite("SELECT status, awaits_user FROM projects WHERE id = 1") == "scheduled|0")
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/destroyed"))
    }
  }
}
