import Foundation
import RealParts
import Testing

/// What the program answers to a shell that asks what may follow.
@Suite struct CompletionAnswerTests {
  private func offered(_ desk: Desk, _ words: String...) async throws -> [String] {
    let answer = try await desk.start([Desk.killallTofu, "---complete", "zsh"] + words).finished()
    #expect(answer.code == 0 && answer.errors.isEmpty, "\(answer)")
    return answer.output.split(separator: "\n").map(String.init)
  }

  /// The words alone, without what is said of them.
  private func words(_ desk: Desk, _ words: String...) async throws -> [String] {
    let answer = try await desk.start([Desk.killallTofu, "---complete", "zsh"] + words).finished()
    #expect(answer.errors.isEmpty, "\(answer)")
    return answer.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "\t" }) }
  }

  private func withProjectsOfEveryState(_ body: (Desk) async throws -> Void) async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "scheduled", "--command", "true")
      try await desk.sqlite(
        """
        INSERT INTO projects (path, name, timeout, command, status, hold_reason, active) VALUES
        ('/b', 'held', '1h', 'true', 'held', 'overdue', 1), ('/c', 'destroying', '1h', 'true', 'destroying', NULL, 1),
        ('/d', 'failed', '1h', 'true', 'failed', NULL, 1), ('/e', 'destroyed', '1h', 'true', 'destroyed', NULL, 0),
        ('/f', 'cancelled', '1h', 'true', 'cancelled', NULL, 0)
        """)
      try await body(desk)
    }
  }

  @Test(arguments: [
    ("extend", ["scheduled", "held", "destroying", "failed"]),
    ("cancel", ["scheduled", "held", "destroying", "failed"]),
    ("destroy", ["scheduled", "held", "destroying", "failed"]),
    ("resume", ["held", "failed", "destroyed", "cancelled"]), ("purge", ["destroyed", "cancelled"]),
    ("show", ["scheduled", "held", "destroying", "failed", "destroyed", "cancelled"]),
    ("history", ["scheduled", "held", "destroying", "failed", "destroyed", "cancelled"]),
    ("logs", ["scheduled", "held", "destroying", "failed", "destroyed", "cancelled"]),
  ])
  func projectsThatTheCommandMakesSenseFor(command: String, names: [String]) async throws {
    try await withProjectsOfEveryState { desk in
      let offered = try await words(desk, command, "")
      #expect(Set(offered) == Set(names))
    }
  }

  @Test func aNameOfTwoIsAnIdWithTheNameBesideIt() async throws {
    try await withProjectsOfEveryState { desk in
      try await desk.sqlite("UPDATE projects SET name = 'twin' WHERE id IN (2, 3)")
      let offered = try await offered(desk, "cancel", "")
      #expect(offered.contains("2\ttwin, held, /b") && offered.contains("3\ttwin, destroying, /c"))
    }
  }

  @Test func durationsFollowAProjectOrStandForTheOneHere() async throws {
    try await withProjectsOfEveryState { desk in
      let after = try await words(desk, "extend", "held", "")
      #expect(after.contains("15m"))
      #expect(try await words(desk, "extend", "held", "1h", "") == [])
      let first = try await words(desk, "extend", "")
      #expect(!first.contains("15m"))
      let here = try ChildProcess(
        [Desk.killallTofu, "---complete", "zsh", "extend", ""], environment: desk.environment,
        in: desk.project)
      let offered = await here.finished().output
      #expect(offered.contains("15m"))
    }
  }

  @Test func optionsThatAreThereAreNotOfferedAgain() async throws {
    try await Desk.with(bus: false) { desk in
      let all = try await words(desk, "list", "--")
      let rest = try await words(desk, "list", "--json", "--")
      let repeated = try await words(desk, "add", "--tag", "a", "--")
      #expect(all.contains("--json") && !rest.contains("--json") && repeated.contains("--tag"))
      #expect(try await words(desk, "list", "--", "--") == [])
    }
  }

  /// Pressing Tab is no reason to make, change or report anything.
  @Test(arguments: Trouble.allCases)
  func troubleIsSilent(trouble: Trouble) async throws {
    try await Desk.with(bus: false) { desk in
      let folder = URL(filePath: desk.database).deletingLastPathComponent()
      if trouble != .nothing {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      var holder: ChildProcess?
      switch trouble {
      case .nothing: break
      case .noDatabase: try Data(repeating: 7, count: 5_000).write(to: URL(filePath: desk.database))
      case .empty: try Data().write(to: URL(filePath: desk.database))
      case .folder:
        try FileManager.default.createDirectory(atPath: desk.database, withIntermediateDirectories: false)
      case .pipe: try #require(mkfifo(desk.database, 0o600) == 0)
      case .otherTables: try await desk.sqlite("CREATE TABLE projects (colour TEXT)")
      case .wal:
        try await desk.sqlite(
          "PRAGMA journal_mode = WAL; CREATE TABLE projects (id, name, path, active, destroy_at)")
      case .locked:
        try await desk.sqlite("CREATE TABLE projects (id, name, path, active, destroy_at)")
        let child = try ChildProcess(
          ["sqlite3", desk.database], environment: desk.environment, takesInput: true)
        await child.write("BEGIN EXCLUSIVE;\nSELECT 'locked';\n")
        #expect(await child.firstLine() == "locked")
        holder = child
      }
      let before = try contents(desk)
      let offered = try await offered(desk, "extend", "")
      #expect(offered == ["words"])
      let after = try contents(desk)
      #expect(after == before)
      await holder?.end()
    }
  }

  enum Trouble: CaseIterable { case nothing, noDatabase, empty, folder, pipe, otherTables, wal, locked }

  /// Every file of the home, with when it was last changed.
  private func contents(_ desk: Desk) throws -> [String: Date] {
    let home = "\(desk.folder)/home"
    return try Dictionary(
      uniqueKeysWithValues: FileManager.default.subpathsOfDirectory(atPath: home).map { name in
        let facts = try FileManager.default.attributesOfItem(atPath: "\(home)/\(name)")
        return (name, facts[.modificationDate] as? Date ?? .distantPast)
      })
  }

  /// A file by a program that knows the first schema alone is read as it is.
  @Test func anOlderFileIsNotMigrated() async throws {
    try await Desk.with(bus: false) { desk in
      let folder = URL(filePath: desk.database).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try await desk.sqlite(
        """
        CREATE TABLE projects (id INTEGER PRIMARY KEY, path TEXT, name TEXT, active INTEGER, destroy_at INTEGER);
        INSERT INTO projects VALUES (1, '/a', 'one', 1, NULL), (2, '/b', 'two', 0, NULL)
        """)
      let schema = try await desk.sqlite(".schema")
      #expect(try await words(desk, "cancel", "") == ["one"])
      #expect(try await words(desk, "resume", "") == ["two"])
      #expect(try await desk.sqlite(".schema") == schema)
    }
  }

  @Test func everyCommandThatTakesAProjectOffersSome() async throws {
    try await withProjectsOfEveryState { desk in
      for command in try await CommandTree.read(desk).commands
      where command.positionals.contains(where: {
        $0.valueName?.contains("project") ?? false
      }) {
        let offered = try await words(desk, command.name, "")
        #expect(!offered.isEmpty, "\(command.name)")
      }
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func theUsualFlagGivesTheSameScript(shell: String) async throws {
    try await Desk.with(bus: false) { desk in
      let script = try await desk.killallTofu("completions", shell).output
      #expect(script.contains("---complete \(shell)"))
      let same = try await desk.killallTofu("--generate-completion-script", shell)
      #expect(same.output == script)
    }
  }
}
