import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

private let rule = Retention(executions: .days(90), events: .days(30))
private let past = HistoryScope.past(rule)

/// So many days before noon, as an SQL literal.
private func ago(_ days: Int64) -> String { "\(noon.seconds - days * 86_400)" }

@Suite("History", .serialized)
struct RetentionTests {
  /// A store with one project that is over; its row says that time has passed from two days ago to noon.
  private func makeStore(_ engine: ProjectStore.Engine = .typed) async throws -> ProjectStore {
    let store = try ProjectStore.inMemory(engine: engine)
    _ = try await store.projects.add(sample())
    try await store.run("UPDATE projects SET active = 0, created_at = \(ago(2))")
    return store
  }

  private func insertExecution(
    _ store: ProjectStore, completed: String = "NULL", created: String, folder: String = "NULL"
  ) async throws {
    try await store.run(
      """
      INSERT INTO executions (project_id, status, completed_at, created_at, folder)
      VALUES (1, 'completed', \(completed), \(created), \(folder))
      """)
  }

  private func insertEvent(_ store: ProjectStore, _ created: String, project: String = "1") async throws {
    try await store.run(
      "INSERT INTO events (project_id, type, message, created_at) VALUES (\(project), 'error', 'm', \(created))"
    )
  }

  private func ids(_ table: String, in store: ProjectStore) async throws -> [Cell] {
    try await store.answer("SELECT id FROM \(table) ORDER BY id").map { $0[0] }
  }

  @Test("past its retention is counted first, then deleted", arguments: ProjectStore.Engine.allCases)
  func deleted(engine: ProjectStore.Engine) async throws {
    let store = try await makeStore(engine)
    try await insertExecution(store, created: ago(91))
    try await insertExecution(store, created: ago(89))
    for (days, project) in [(31, "1"), (31, "NULL"), (29, "1"), (29, "NULL")] as [(Int64, String)] {
      try await insertEvent(store, ago(days), project: project)
    }
    let expected = HistoryCount(projects: 0, executions: 1, events: 2, folders: [], countedTo: noon)
    #expect(try await store.history(past, at: noon) == expected)
    #expect(try await ids("executions", in: store).count == 2)
    #expect(try await store.purge(past, at: noon) == expected)
    #expect(try await ids("executions", in: store) == [.integer(2)])
    #expect(try await ids("events", in: store) == [.integer(3), .integer(4)])
    #expect(try await store.purge(past, at: noon).isEmpty)
    #expect(try await store.projects.all().values.count == 1)
  }

  @Test("is as old as its end, or as its claim without one, to the second")
  func age() async throws {
    let store = try await makeStore()
    try await insertExecution(store, completed: ago(89), created: ago(200))
    try await insertExecution(store, completed: ago(90), created: ago(200))
    try await insertExecution(store, completed: "\(ago(90)) - 1", created: ago(1))
    #expect(try await store.purge(past, at: noon).executions == 1)
    #expect(try await ids("executions", in: store) == [.integer(1), .integer(2)])
  }

  @Test(
    "of an active project stays",
    arguments: [
      "active = 1", "active = 'yes'", "active = 1.5", "active = 2, status = 'destroying'",
      "active = 0, status = 'destroying'", "active = 0, status = 'melting'",
    ])
  func ofActive(state: String) async throws {
    let store = try await makeStore()
    try await insertExecution(store, created: ago(1_000))
    try await insertEvent(store, ago(1_000))
    try await store.run("UPDATE projects SET generation = generation + 1, \(state)")
    #expect(try await store.purge(past, at: noon).isEmpty)
    await #expect(throws: PurgeError.active(Project.ID(1))) {
      try await store.purge(.project(Project.ID(1)), at: noon)
    }
    #expect(try await ids("events", in: store).count == 1)
  }

  @Test("of a project with a teardown under way stays")
  func underWay() async throws {
    let store = try await makeStore()
    try await insertExecution(store, created: ago(1_000))
    try await insertExecution(store, created: ago(1_000))
    try await store.run("UPDATE executions SET under_way = 1 WHERE id = 2")
    #expect(try await store.purge(past, at: noon).isEmpty)
    await #expect(throws: PurgeError.underWay(Execution.ID(2), of: Project.ID(1))) {
      try await store.purge(.project(Project.ID(1)), at: noon)
    }
  }

  @Test(
    "has its age read by the stored type",
    arguments: [
      ("'2020-01-01 00:00:00'", true), ("'2020-01-01T00:00:00+02:00'", true), ("'1577836800'", true),
      ("0", true),
      ("'2026-09-20 00:00:00'", false), ("'9999-01-01 00:00:00'", false), ("'long ago'", false),
      ("''", false),
      ("'now'", false), ("'2020-02-30 00:00:00'", false), ("-1", false), ("1577836800000", false),
      ("1577836800.5", false), ("x'00'", false),
    ])
  func storedType(time: String, isPast: Bool) async throws {
    let store = try await makeStore()
    try await insertEvent(store, time)
    try await insertExecution(store, completed: time, created: ago(0))
    try await insertExecution(store, created: time)
    let count = try await store.purge(past, at: noon)
    #expect(count.events == (isPast ? 1 : 0))
    #expect(count.executions == (isPast ? 2 : 0))
  }

  @Test("names the folders that no other execution speaks of", arguments: ProjectStore.Engine.allCases)
  func folders(engine: ProjectStore.Engine) async throws {
    let store = try await makeStore(engine)
    for folder in ["'alone'", "'alone'", "'shared'", "x'00'", "7", "NULL", "'../up'"] {
      try await insertExecution(store, created: ago(91), folder: folder)
    }
    try await insertExecution(store, created: ago(1), folder: "'shared'")
    #expect(try await store.history(past, at: noon).folders.sorted() == ["../up", "7", "alone"])
    #expect(try await store.purge(past, at: noon).folders.sorted() == ["../up", "7", "alone"])
    #expect(try await store.purge(past, at: noon).folders.isEmpty)
  }

  @Test("goes with its project, and no other's does", arguments: ProjectStore.Engine.allCases)
  func ofProject(engine: ProjectStore.Engine) async throws {
    let store = try await makeStore(engine)
    let other = try await store.projects.add(sample("/srv/other"))
    try await store.run(
      """
      INSERT INTO executions (project_id, status, folder) VALUES (1, 'failed', 'mine'), (2, 'failed', 'theirs');
      INSERT INTO events (project_id, type, message) VALUES (1, 'error', 'm'), (2, 'error', 'm'), (NULL, 'error', 'm');
      """)
    let expected = HistoryCount(projects: 1, executions: 1, events: 1, folders: ["mine"], countedTo: noon)
    #expect(try await store.history(.project(Project.ID(1)), at: noon) == expected)
    // Tables that another program made may not cascade.
    try await store.run("PRAGMA foreign_keys = OFF")
    #expect(try await store.purge(.project(Project.ID(1)), at: noon) == expected)
    #expect(try await store.projects.all().values.map(\.id) == [other.id])
    #expect(try await ids("executions", in: store) == [.integer(2)])
    #expect(try await ids("events", in: store) == [.integer(2), .integer(3)])
    await #expect(throws: PurgeError.notFound(Project.ID(1))) {
      try await store.purge(.project(Project.ID(1)), at: noon)
    }
  }

  @Test("is not purged from a file that was replaced")
  func replaced() async throws {
    let folder = try TestFolder("store")
    let store = try await openStore(in: folder)
    try FileManager.default.moveItem(atPath: folder.file, toPath: folder.path("old.db"))
    await #expect(throws: PurgeError.store(.replaced(path: folder.file))) {
      try await store.purge(past, at: noon)
    }
  }

  /// A wrong clock writes wrong times as well, so what is new in the file proves little.
  @Test("survives a clock that leapt ahead", arguments: [false, true])
  func leap(isWritten: Bool) async throws {
    let store = try await makeStore()
    try await insertExecution(store, created: ago(91))
    try await insertExecution(store, created: ago(1))
    try await insertEvent(store, ago(1))
    let wrong = noon + .days(4_000)
    if isWritten { try await insertEvent(store, "\(wrong.seconds - 60)") }
    let count = try await store.purge(past, at: wrong)
    #expect(count.executions == 1 && count.events == 0)
    #expect(count.countedTo < noon + .days(1))
    // The clock set right again is believed, whatever was written meanwhile.
    #expect(try await store.purge(past, at: noon + .days(1)).countedTo == noon + .days(1))
  }
}

@Suite("The days on which anything was recorded")
struct RecordedDaysTests {
  @Test(
    "bound what a clock is believed",
    arguments: [
      ([], nil), ([100], nil), ([100, 99], nil), ([70], nil), ([69], 70), ([0], 1), ([100, 69], 70),
      ([100, 99, 20], nil), ([100, 20, 19], 21), ([100, 80, 60, 40, 20, 0], nil),
    ] as [([Int64], Int64?)])
  func believable(days: [Int64], endOfDay: Int64?) {
    let now = Timestamp(100 * 86_400 + 5)
    let expected = endOfDay.map { Timestamp($0 * 86_400) } ?? now
    #expect(RecordedDays(days).believable(now) == expected)
  }
}
