import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("A file of an earlier version", .bothEngines, .timeLimit(.minutes(1)))
struct FrozenFileTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private let schema = """
    SELECT type || ' ' || name || ' ' || replace(coalesce(sql, ''), char(10), ' ') FROM sqlite_master
    WHERE name <> 'sqlite_sequence' ORDER BY rowid
    """

  /// What the columns hold, row for row, that the file did not have; in every other it is NULL.
  private let defaults = [
    "generation": "1", "source": "'manual'", "tags": "'[]'", "awaits_user": "0", "attempt": "1",
  ]

  @Test(
    "is what its time made of it", arguments: FrozenFile.all.filter { $0.version > 0 && !$0.isOfFirstBuild })
  func schema(file: FrozenFile) async throws {
    try await OtherProgram.run(file.schema, on: folder.file)
    let program = folder.path("program.db")
    try StoreOpener(
      path: program, creation: .file, patience: .zero, engine: .underTest,
      migrations: Array(Migration.all.prefix(file.version))
    ).open().close()
    #expect(try await OtherProgram.run(schema, on: folder.file) == OtherProgram.run(schema, on: program))
  }

  @Test("keeps every row and cell, and gets the newest shape", arguments: FrozenFile.all)
  func cells(file: FrozenFile) async throws {
    try await file.make(at: folder.file)
    let before = try await FrozenCells(of: folder.file)
    let store = try await ProjectStore.open(at: folder.file, engine: .underTest)
    let copy = folder.path("projects.db.backup-\(file.version)")
    #expect(store.upgrade == Upgrade(from: file.version, to: 9, backup: copy))
    #expect(try await FrozenCells(of: folder.file, only: before.columns) == before)
    // All but the accepted warnings, which no copy holds.
    let copied = try await FrozenCells(of: copy)
    #expect(copied.columns == before.columns && copied.rows["events"] == before.rows["events"])
    #expect(try await OtherProgram.run("PRAGMA integrity_check", on: folder.file) == "ok")

    let fresh = folder.path("fresh.db")
    try await ProjectStore.open(at: fresh, create: .file, engine: .underTest).close()
    let expected = try await OtherProgram.run(schema, on: fresh).split(separator: "\n")
    let missing = Set(expected).subtracting(
      try await OtherProgram.run(schema, on: folder.file).split(separator: "\n"))
    // The seed's tables keep their own defaults.
    #expect(missing.allSatisfy { file.version == 0 && $0.hasPrefix("table ") }, "\(missing)")

    try await newColumns(since: before)
  }

  /// Every column that the file did not have holds its default in every row, but for the states, which tests below read.
  private func newColumns(since before: FrozenCells) async throws {
    let after = try await FrozenCells.columns(of: folder.file)
    let added = ["projects", "executions", "events"].flatMap { table in
      (after[table] ?? []).filter { before.columns[table]?.contains($0) == false && $0 != "status" }
        .map { (table: table, name: $0) }
    }
    let questions = added.map {
      "SELECT DISTINCT '\($0.table).\($0.name)=' || quote(\($0.name)) FROM \($0.table)"
    }
    guard !questions.isEmpty else { return }
    let found = try await OtherProgram.run(questions.joined(separator: " UNION "), on: folder.file)
    let expected = added.map { "\($0.table).\($0.name)=\(defaults[$0.name] ?? "NULL")" }
    #expect(found.split(separator: "\n").map(String.init) == expected.sorted())
  }

  @Test("is read for what it says", arguments: FrozenFile.all)
  func reading(file: FrozenFile) async throws {
    try await file.make(at: folder.file)
    let store = try await ProjectStore.open(at: folder.file, engine: .underTest)
    let listing = try await store.projects.all()
    // No time of ours lies before 1970; such a cell is named and kept.
    #expect(Set(listing.damaged.compactMap(\.cell.id)) == Set(file.version < 2 ? [6, 8, 9] : [6, 8, 9, 16]))
    let states = Dictionary(uniqueKeysWithValues: listing.values.map { ($0.id.number, $0) })
    // A program of the seed destroyed it; once there were states, nobody said so.
    #expect(states[4]?.status == (file.version < 2 ? .destroyed : .cancelled))
    #expect(states[3]?.status == .cancelled && states[1]?.status == .scheduled)
    #expect(states[1]?.deadline == Timestamp(1_789_997_600) && states[5]?.deadline == nil)
    let executions = try await store.executions.all()
    #expect(Set(executions.damaged.compactMap(\.cell.id)) == [6, 7, 8])
    #expect(executions.values.prefix(5).map(\.exitCode) == [nil, nil, 0, 3, -1])
    let events = try await store.events.all()
    #expect(Set(events.damaged.compactMap(\.cell.id)) == [4, 7])
    guard file.version >= 2 else { return }
    #expect((20...26).map { states[$0]?.holdReason } == HoldReason.allCases)
    #expect(states[10]?.acceptance?.generation == Generation(7) && states[11]?.tags == ["aws", "Größe"])
    #expect(
      states[13]?.status == .failed && states[14]?.status == .destroyed && states[15]?.status == .cancelled)
    #expect(try await store.executions.underWay().values.map(\.projectID.number) == [12])
    if file.version >= 5 {
      #expect(try await store.clockMark().at == Timestamp(1_789_999_980))
      #expect(states[40]?.remindedOffset == .hours(4) && states[41]?.remindedOffset == nil)
    }
    if file.version >= 6 { #expect(states[50]?.attempts != nil && states[50]?.seenEnvironment != nil) }
    if file.version >= 7 { #expect(states[60]?.source == .file && states[61]?.isInterrupted == true) }
    if file.version >= 8 { #expect(states[70]?.removedAt == Timestamp(1_789_999_999)) }
  }

  /// A build of that time, or any program written for its columns, may still have the file open.
  @Test("is then written by a program that knows only its columns", arguments: FrozenFile.all)
  func olderProgram(file: FrozenFile) async throws {
    try await file.make(at: folder.file)
    let columns = try await FrozenCells.columns(of: folder.file)
    let store = try await ProjectStore.open(at: folder.file, engine: .underTest)
    func copying(_ table: String, _ id: Int, _ changes: [String: String]) throws -> String {
      let names = try #require(columns[table])
      let values = names.map { changes[$0] ?? $0 }.joined(separator: ", ")
      return
        "INSERT INTO \(table) (\(names.joined(separator: ", "))) SELECT \(values) FROM \(table) WHERE id = \(id);"
    }
    try await OtherProgram.run(
      """
      PRAGMA foreign_keys = ON;
      \(try copying("projects", 2, ["id": "NULL", "path": "'/srv/new'"]))
      \(try copying("executions", 4, ["id": "900", "project_id": "(SELECT max(id) FROM projects)"]))
      \(try copying("events", 1, ["id": "900", "project_id": "(SELECT max(id) FROM projects)"]))
      UPDATE projects SET destroy_at = destroy_at + 3600 WHERE path = '/srv/new';
      UPDATE projects SET active = 0 WHERE id = 5;
      DELETE FROM projects WHERE id = 4;
      """, on: folder.file)
    let projects = try await store.projects.all().values
    let new = try #require(projects.first { $0.path == "/srv/new" })
    #expect(new.deadline == Timestamp(1_790_003_600) && new.status == .scheduled)
    #expect(new.generation == Generation(2))
    #expect(projects.first { $0.id == Project.ID(5) }?.status == .cancelled)
    let executions = try await store.executions.all().values
    #expect(executions.last?.projectID == new.id && !executions.contains { $0.projectID == Project.ID(4) })
    #expect(try await store.events.all().values.last?.projectID == new.id)
    let reading = columns.map { "SELECT count(\($0.value.joined(separator: ") + count("))) FROM \($0.key)" }
    try await OtherProgram.run(reading.joined(separator: ";"), on: folder.file)
    // What a daemon writes by itself, into a file that once had another clock mark.
    try await store.remember(SeenClocks(bootID: "b", asleep: .zero, wallOffset: .zero))
    #expect(try await store.seenClocks().bootID == "b")
  }
}
