import Deadlines
import RealParts
import Testing

@testable import ProjectStore

/// What a connection must bear from its own module.
@Suite("A connection", .bothEngines)
struct ConnectionTests {
  let folder: TestFolder
  let store: ProjectStore

  init() async throws {
    folder = try TestFolder("store")
    store = try await openStore(in: folder, patience: .milliseconds(1))
  }

  @Test("is closed once; later work is refused and harms nothing")
  func closed() async throws {
    let project = try await store.projects.create(sample(), at: noon)
    try store.close()
    try store.close()
    await #expect(throws: StoreError.self) { try await store.projects.all() }
    await #expect(throws: StoreError.self) { try await store.projects.count() }
    await #expect(throws: StoreError.self) { try await store.run("SELECT 1") }
    await #expect(throws: ChangeError.self) { try await store.projects.create(sample("/srv/b"), at: noon) }
    await #expect(throws: StoreError.self) { try await store.projects.delete(project.id) }
    #expect(try await openStore(in: folder).projects.all().values == [project])
  }

  @Test("uses a statement again after it failed in mid-way")
  func failedStatement() async throws {
    let sql = "INSERT INTO projects (path, name, timeout, command) VALUES (?, 'a', '1h', 'true')"
    try await store.read { (connection) throws in
      for round in 0..<3 {
        #expect(try connection.run(sql, [.text("/srv/\(round)")]) == 1)
        #expect(throws: SQLiteFailure.self) { try connection.run(sql, [.text("/srv/\(round)")]) }
        #expect(throws: SQLiteFailure.self) { try connection.run(sql, [.null]) }
      }
      let overflow = "SELECT abs(generation - ?) FROM projects ORDER BY id"
      #expect(throws: SQLiteFailure.self) { try connection.cells("SELECT abs(?)", [.integer(.min)]) }
      #expect(try connection.cells("SELECT abs(?)", [.integer(-3)]) == [[.integer(3)]])
      #expect(try connection.cells(overflow, [.integer(1)]).count == 3)
    }
  }

  @Test("says what was wrong with a statement, and goes on")
  func wrongStatement() async throws {
    for sql in [
      "SELEKT", "SELECT * FROM nowhere", "SELECT 1 FROM projects WHERE",
      "INSERT INTO projects DEFAULT VALUES",
    ] {
      await #expect(throws: StoreError.self) { try await store.run(sql) }
      await #expect(throws: StoreError.self) { try await store.answer(sql) }
    }
    #expect(try await store.projects.count() == 0)
  }

  @Test("works again after it waited for a lock in vain, in every kind of call")
  func busy() async throws {
    let project = try await store.projects.create(sample(), at: noon)
    let other = try await OpenTransaction("EXCLUSIVE", on: folder.file)
    for _ in 0..<2 {
      await #expect(throws: StoreError.self) { try await store.projects.all() }
      await #expect(throws: StoreError.self) { try await store.projects.count() }
      await #expect(throws: StoreError.self) { try await store.projects.delete(project.id) }
      await #expect(throws: ChangeError.self) { try await store.projects.create(sample("/srv/b"), at: noon) }
    }
    await other.end()
    #expect(try await store.projects.all().values == [project])
    #expect(try await store.projects.create(sample("/srv/b"), at: noon).id == Project.ID(2))
  }

  /// A reader lets the transaction begin, and stops it only where it would commit.
  @Test("writes nothing where a reader keeps it from committing")
  func busyCommit() async throws {
    let project = try await store.projects.create(sample(), at: noon)
    let reader = try await OpenTransaction(
      "DEFERRED; SELECT count(*) > 9 FROM projects", on: folder.file, says: "0")
    await #expect {
      try await store.projects.delete(project.id)
    } throws: {
      if case .locked? = $0 as? StoreError { true } else { false }
    }
    #expect(try await store.required(project.id) == project)
    await reader.end()
    #expect(try await store.projects.delete(project.id))
  }

  @Test("takes questions within the answer to the same question")
  func nested() async throws {
    _ = try await store.projects.create((0..<3).map { sample("/srv/\($0)") }, at: noon)
    let names = try await store.read { connection in
      try connection.projects(.all).values.flatMap { _ in
        try connection.projects(.all).values.flatMap { inner in
          try connection.cells("SELECT name FROM projects WHERE id = ?", [.integer(inner.id.number)])
        }
      }
    }
    #expect(names.count == 9)
  }

  @Test("keeps a bound number of statements, whatever is asked in between")
  func statements() async throws {
    try await store.read { (connection) throws in
      for number in 0..<200 {
        #expect(try connection.cells("SELECT \(number)") == [[.integer(Int64(number))]])
        #expect(try connection.cells("SELECT ?", [.text("\(number)")]) == [[.text("\(number)")]])
        #expect(try connection.projects(.all.offset(number)).values.isEmpty)
        #expect(try connection.count(Query<LogEvent>.all.limit(number)) == 0)
      }
    }
  }

  @Test("sees a schema that another program changed under its statements")
  func schemaChange() async throws {
    let project = try await store.projects.create(sample(), at: noon)
    #expect(try await store.projects.all().values == [project])
    try await OtherProgram.run(
      "ALTER TABLE projects ADD COLUMN extra TEXT; CREATE INDEX extra ON projects(extra)", on: folder.file)
    #expect(try await store.projects.all().values == [project])
    #expect(try await store.projects.find(project.id) == project)
    try await OtherProgram.run("ALTER TABLE projects RENAME COLUMN tags TO labels", on: folder.file)
    await #expect(throws: StoreError.self) { try await store.projects.all() }
    try await OtherProgram.run("ALTER TABLE projects RENAME COLUMN labels TO tags", on: folder.file)
    #expect(try await store.projects.all().values == [project])
  }
}
