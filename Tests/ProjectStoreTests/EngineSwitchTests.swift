import Deadlines
import RealParts
import Testing

@testable import ProjectStore

@Suite("Switching engines")
struct EngineSwitchTests {
  typealias Engine = ProjectStore.Engine
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private func open(_ engine: Engine) async throws -> ProjectStore {
    try await ProjectStore.open(at: folder.file, create: .file, engine: engine)
  }

  @Test("at every start loses nothing", arguments: Engine.allCases)
  func alternately(first: Engine) async throws {
    let other: Engine = first == .typed ? .raw : .typed
    var projects: [Project] = []
    for round in 0..<6 {
      let store = try await open(round.isMultiple(of: 2) ? first : other)
      #expect(store.upgrade?.from == (round == 0 ? 0 : nil))
      #expect(try await store.projects.all() == Listing(values: projects))
      #expect(
        try await store.executions.underWay().values.map(\.projectID) == projects.last.map { [$0.id] } ?? [])
      if let last = projects.indices.last {
        let attempt = try #require(try await store.executions.last(of: projects[last].id))
        let ending = ExecutionEnding(status: .failed, output: "round \(round)", exitCode: 0)
        let changed = try await store.executions.finish(attempt.id, ending, at: noon) {
          $0.status = .failed
          return [LogEvent(projectID: $0.id, kind: .error, message: "\(round)", createdAt: noon)]
        }
        projects[last] = try #require(changed)
      }
      let made = try await store.projects.create(sample("/srv/\(round)"), at: noon)
      projects.append(try await store.executions.claim(made, request(UInt64(round))).project)
      try store.close()
    }
    let store = try await open(other)
    #expect(try await store.executions.all().values.map(\.output) == (1..<6).map { "round \($0)" } + [nil])
    #expect(try await store.events.count() == 5)
    try await store.verify()
  }

  @Test("is not needed to work on one file at the same time: each waits for the other")
  func together() async throws {
    let (typed, raw) = (try await open(.typed), try await open(.raw))
    let project = try await typed.projects.create(sample(), at: noon)
    async let one: Void = mark(project.id, with: typed)
    async let two: Void = mark(project.id, with: raw)
    _ = try await (one, two)
    let expected = Engine.allCases.flatMap { engine in (0..<15).map { "\(engine) \($0)" } }
    for store in [typed, raw] {
      #expect(try await Set(store.required(project.id).tags) == Set(expected))
      #expect(try await store.required(project.id).tags.count == 30)
    }
  }

  private func mark(_ id: Project.ID, with store: ProjectStore) async throws {
    for number in 0..<15 {
      _ = try await store.projects.update(id, at: noon) {
        $0.tags.append("\(store.engine) \(number)")
        return nil
      }
    }
  }

  @Test("finds the lock of the other as that of any program", arguments: Engine.allCases)
  func locked(waiting: Engine) async throws {
    let holder = try await open(waiting == .typed ? .raw : .typed)
    let waiter = try await ProjectStore.open(at: folder.file, patience: .milliseconds(1), engine: waiting)
    let code = try await holder.record { _ in
      do {
        return try waiter.file.work { try $0.immediately { Int32(0) } }
      } catch let failure as SQLiteFailure {
        return failure.primaryCode
      }
    }
    // SQLITE_BUSY
    #expect(code == 5)
    _ = try await waiter.projects.create(sample(), at: noon)
    #expect(try await holder.projects.count() == 1)
  }

  @Test("shows each what the other wrote as another's change", arguments: Engine.allCases)
  func seen(writing: Engine) async throws {
    let writer = try await open(writing)
    let reader = try await open(writing == .typed ? .raw : .typed)
    var changes = try await reader.changes().makeAsyncIterator()
    _ = try await writer.projects.create(sample(), at: noon)
    #expect(await changes.next() == .changed)
  }

  @Test("finds the same schema, whoever made the file")
  func schema() async throws {
    var schemas: [[[Cell]]] = []
    for engine in Engine.allCases {
      let store = try await ProjectStore.open(at: folder.path("\(engine).db"), create: .file, engine: engine)
      schemas.append(
        try await store.answer("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master ORDER BY rowid")
      )
    }
    #expect(schemas[0] == schemas[1] && schemas[0].count > 10)
  }
}
