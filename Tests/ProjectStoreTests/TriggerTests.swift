import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

/// What another program's writes mean, told by the real `sqlite3` program.
@Suite("Another program's change", .bothEngines)
struct TriggerTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  /// Makes one row in state `status`, lets the other program run `sql`, and returns the row.
  private func project(
    _ status: ProjectStatus, after sql: String, deadline: String = "4000000000"
  ) async throws -> Project {
    let store = try await openStore(in: folder)
    try await OtherProgram.run(
      insertion("/srv/a", destroyAt: deadline)
        + """
        UPDATE projects SET generation = 5, status = '\(status.rawValue)', active = \(status.isActive ? 1 : 0),
          hold_reason = \(status == .held ? "'overdue'" : "NULL");
        \(sql);
        """, on: folder.file)
    return try await store.required(Project.ID(1))
  }

  @Test(
    "grows the generation once when it changes what warnings speak of",
    arguments: [
      "UPDATE projects SET destroy_at = 3999999999", "UPDATE projects SET destroy_at = NULL",
      "UPDATE projects SET command = 'false'", "UPDATE projects SET path = '/srv/b'",
      "UPDATE projects SET active = 0",
      "PRAGMA recursive_triggers = 1; UPDATE projects SET destroy_at = 1, command = 'x'",
    ])
  func grows(sql: String) async throws {
    let project = try await project(.scheduled, after: sql)
    #expect(project.generation == Generation(6))
    let age = Timestamp(Int64(Date.now.timeIntervalSince1970)) - (project.scheduledAt ?? Timestamp(0))
    #expect((.zero...Duration.seconds(60)).contains(age))
  }

  @Test(
    "leaves the generation where nothing of that changes",
    arguments: [
      "UPDATE projects SET name = 'other', timeout = '3h'", "UPDATE projects SET destroy_at = destroy_at",
      "UPDATE projects SET command = 'true', path = '/srv/a', active = 1, updated_at = 7",
    ])
  func keeps(sql: String) async throws {
    #expect(try await project(.scheduled, after: sql).generation == Generation(5))
  }

  @Test("is Cancel when it switches off", arguments: [ProjectStatus.scheduled, .held, .failed])
  func cancel(status: ProjectStatus) async throws {
    let project = try await project(status, after: "UPDATE projects SET active = 0")
    #expect(project.status == .cancelled && project.holdReason == nil)
  }

  @Test(
    "moves only the flag while a teardown runs",
    arguments: ["active = 0", "active = 0; UPDATE projects SET active = 1"])
  func destroying(change: String) async throws {
    let project = try await project(.destroying, after: "UPDATE projects SET \(change)", deadline: "1000")
    #expect(project.status == .destroying && project.deadline == Timestamp(1_000))
  }

  @Test(
    "is Resume when it switches on, with a deadline far enough off kept",
    arguments: [ProjectStatus.cancelled, .destroyed])
  func resume(status: ProjectStatus) async throws {
    let project = try await project(status, after: "UPDATE projects SET active = 1")
    #expect(project.status == .scheduled && project.deadline == Timestamp(4_000_000_000))
    #expect(project.generation == Generation(6))
  }

  @Test(
    "is Resume with the whole timeout where the deadline is near or past",
    arguments: [
      "1000", "strftime('%s','now') + 200", "'2001-01-01 00:00:00'", "'2001-01-01T00:00:00+02:00'",
    ])
  func resumeLate(deadline: String) async throws {
    let project = try await project(.cancelled, after: "UPDATE projects SET active = 1", deadline: deadline)
    #expect(project.status == .scheduled && project.deadline == nil)
  }

  @Test(
    "is Resume with its deadline kept where that is more than five minutes off",
    arguments: ["strftime('%s','now') + 400", "'2099-01-01 00:00:00'"])
  func resumeEarly(deadline: String) async throws {
    let project = try await project(.cancelled, after: "UPDATE projects SET active = 1", deadline: deadline)
    #expect(project.status == .scheduled && project.deadline != nil)
  }

  @Test("inserts a switched off row as cancelled")
  func insertedInactive() async throws {
    let store = try await openStore(in: folder)
    try await OtherProgram.run(insertion("/srv/a", active: 0), on: folder.file)
    let project = try await store.required(Project.ID(1))
    #expect(project.status == .cancelled && project.generation == Generation(1))
    try await OtherProgram.run("UPDATE projects SET active = 1", on: folder.file)
    #expect(try await store.required(Project.ID(1)).status == .scheduled)
  }

  @Test("removes the history with the row")
  func deletes() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample(), at: noon) {
      LogEvent(projectID: $0.id, kind: .created, message: "created", createdAt: noon)
    }
    try await OtherProgram.run("PRAGMA foreign_keys = 1; DELETE FROM projects", on: folder.file)
    #expect(try await store.projects.find(project.id) == nil)
    #expect(try await store.events.all().values.isEmpty)
  }
}
