import Deadlines
import GRDB
import RealParts
import Testing

@testable import ProjectStore

/// An index serves only a question that is written as the index is, so each engine's own text is explained.
@Suite("The indexes on times", .bothEngines)
struct TimeIndexTests {
  private let folder: TestFolder
  private let store: ProjectStore

  init() async throws {
    folder = try TestFolder("store")
    store = try await openStore(in: folder)
    _ = try await store.projects.create((0..<50).map { sample("/srv/\($0)") }, at: noon)
  }

  /// How SQLite carries `query` out, in its words.
  private func plan<Row: StoredRow>(_ query: Query<Row>) async throws -> String {
    let sql: String
    switch store.engine {
    case .raw: sql = "SELECT \(Row.Field.selection) FROM \(Row.Field.table)\(query.clauses)"
    case .typed:
      sql = try await DatabaseQueue(path: folder.file).read {
        try query.request.makePreparedRequest($0, forSingleResult: false).statement.sql
      }
    }
    let steps = try await store.read { try $0.cells("EXPLAIN QUERY PLAN \(sql)", query.values) }
    return steps.map { $0[3].display }.joined(separator: "; ")
  }

  @Test("find what expires, and the next deadline, without a look at other rows")
  func deadlines() async throws {
    for query in [
      Query<Project>.expiring(within: .hours(1), at: noon),
      .active.filter { $0.deadline >= noon }.ordered(by: \.deadline).limit(1),
    ] {
      let plan = try await plan(query)
      #expect(plan.hasPrefix("SEARCH projects USING INDEX projects_active_by_time (<expr>>?"))
      #expect(!plan.contains("TEMP B-TREE"))
    }
  }

  @Test("find the newest rows without sorting")
  func recent() async throws {
    #expect(try await plan(Query<Project>.recent()) == "SCAN projects USING INDEX projects_by_age")
    #expect(try await plan(Query<Execution>.recent()) == "SCAN executions USING INDEX executions_by_age")
    #expect(try await plan(Query<LogEvent>.recent()) == "SCAN events USING INDEX events_by_age")
  }
}
