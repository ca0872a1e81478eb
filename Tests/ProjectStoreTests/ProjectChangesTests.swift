import Deadlines
import Testing

@testable import ProjectStore

@Suite("Adding and changing projects", .bothEngines)
struct ProjectChangesTests {
  let store: ProjectStore

  init() throws {
    store = try ProjectStore.inMemory(engine: .underTest)
  }

  private func event(_ project: Project, _ kind: LogEvent.Kind, _ message: String) -> LogEvent {
    LogEvent(projectID: project.id, kind: kind, message: message, createdAt: noon)
  }

  @Test("A new project is stored as it was said, with its line in the log")
  func add() async throws {
    var new = sample("/srv/\"quoted\"\n", name: "<b>'; DROP TABLE projects;--")
    new.tags = ["a \"b\"", "ü"]
    new.source = .file
    let project = try await store.projects.add(new, at: noon) { event($0, .created, "hello") }
    #expect(try await store.projects.all() == Listing(values: [project], damaged: []))
    #expect(
      project.path == new.path && project.name == new.name && project.tags == new.tags
        && project.source == .file)
    #expect(
      project.deadline == noon + .hours(2) && project.scheduledAt == noon && project.status == .scheduled)
    #expect(try await store.events.of(project.id).values.map(\.message) == ["hello"])
  }

  @Test("An active path is refused by the id it has")
  func alreadyActive() async throws {
    let project = try await store.projects.add(sample())
    await #expect(throws: ChangeError.refused(.alreadyActive(project.id))) {
      try await store.projects.add(sample(name: "again"), at: noon) { event($0, .created, "again") }
    }
    #expect(try await store.events.all().values.isEmpty)
  }

  @Test(
    "A destroyed or cancelled path is scheduled anew with its id and history",
    arguments: [ProjectStatus.destroyed, .cancelled])
  func reschedule(status: ProjectStatus) async throws {
    let project = try await store.projects.add(sample(), at: noon) { event($0, .created, "first") }
    let ended = try await store.projects.update(project.id, at: noon) {
      $0.status = status
      return nil
    }
    var new = sample(name: "renamed", deadline: noon + .hours(9))
    new.command = "false"
    let again = try await store.projects.add(new, at: noon + .hours(1)) { event($0, .configured, "second") }
    #expect(again.id == project.id && again.status == .scheduled && again.generation == ended.generation.next)
    #expect(again.name == "renamed" && again.command == "false" && again.deadline == noon + .hours(9))
    #expect(again.createdAt == noon && again.scheduledAt == noon + .hours(1))
    #expect(try await store.events.of(project.id).values.map(\.message) == ["first", "second"])
  }

  @Test(
    "What makes warnings void grows the generation once and stays as the rule says",
    arguments: [
      { $0.deadline = noon + .hours(3) }, { $0.deadline = nil }, { $0.command = "false" },
      { $0.path = "/srv/other" },
      { $0.status = .destroyed }, { $0.status = .cancelled },
      {
        $0.deadline = noon
        $0.generation = $0.generation.next
      },
    ] as [@Sendable (inout Project) -> Void])
  func grows(rule: @escaping @Sendable (inout Project) -> Void) async throws {
    let project = try await store.projects.add(sample())
    var expected = project
    rule(&expected)
    expected.generation = Generation(2)
    expected.scheduledAt = noon + .seconds(9)
    expected.updatedAt = noon + .seconds(9)
    let changed = try await store.projects.update(project.id, at: noon + .seconds(9)) {
      rule(&$0)
      return nil
    }
    #expect(changed == expected)
  }

  /// Nobody counts that far; another program can write it.
  @Test("The generation after the last number is the first, and no warning of long ago speaks for it")
  func lastGeneration() async throws {
    let old = Acceptance(
      generation: Generation(1), bootID: "boot", awakeSeconds: 5, wall: noon, offset: .seconds(10))
    let now = Moment(wall: noon, awake: .seconds(9_000), bootID: "boot")
    let changes: [@Sendable (Project.ID) async throws -> Project] = [
      { [store] in
        try await store.projects.update($0, at: noon) {
          $0.command = "false"
          return nil
        }
      },
      { [store] in
        try await store.projects.update($0, at: noon) { row throws(Refusal) in
          try row.extend(by: .hours(1), at: now, policy: Policy())
          return nil
        }
      },
      { [store] in try await store.executions.claim(try await store.required($0), request(9)).project },
    ]
    for (number, change) in changes.enumerated() {
      let id = try await store.projects.add(sample("/srv/\(number)")).id
      _ = try await store.projects.update(id, at: noon) {
        $0.generation = Generation(.max)
        $0.acceptance = old
        return nil
      }
      let changed = try await change(id)
      #expect(changed.generation == Generation(1) && changed.acceptance == nil)
      #expect(try await store.required(id) == changed)
    }
  }

  @Test("What leaves warnings valid leaves the generation")
  func keeps() async throws {
    let project = try await store.projects.add(sample())
    let held = try await store.projects.update(project.id, at: noon) {
      $0.status = .held
      $0.holdReason = .overdue
      $0.generation = Generation(0)
      return nil
    }
    #expect(held.holdReason == .overdue && held.generation >= project.generation)
    let settled = try await store.projects.update(project.id, at: noon) {
      $0.status = .scheduled
      return nil
    }
    #expect(settled.holdReason == nil && settled.generation == held.generation)
  }

  @Test("A refusal of the rule leaves no trace")
  func refusal() async throws {
    let project = try await store.projects.add(sample())
    let refusal = Refusal.staleGeneration(offered: Generation(9), current: Generation(1))
    await #expect(throws: ChangeError.refused(refusal)) {
      try await store.projects.update(project.id, at: noon) { (project) throws(Refusal) in
        project.command = "false"
        throw refusal
      }
    }
    #expect(try await store.required(project.id) == project)
  }

  @Test("A line of the log that cannot be written undoes the change")
  func atomic() async throws {
    let project = try await store.projects.add(sample())
    let stray = LogEvent(projectID: Project.ID(99), kind: .error, message: "stray", createdAt: noon)
    await #expect(throws: ChangeError.store(.rowMissing(table: "projects", id: 99))) {
      try await store.projects.update(project.id, at: noon) {
        $0.name = "changed"
        return stray
      }
    }
    #expect(try await store.required(project.id) == project)
  }

  @Test("A path that another project has is refused")
  func pathTaken() async throws {
    let first = try await store.projects.add(sample("/srv/a"))
    let second = try await store.projects.add(sample("/srv/b"))
    await #expect(throws: ChangeError.refused(.alreadyActive(first.id))) {
      try await store.projects.update(second.id, at: noon) {
        $0.path = "/srv/a"
        return nil
      }
    }
  }

  @Test("A project that is not there is refused")
  func notFound() async {
    await #expect(throws: ChangeError.refused(.notFound("7"))) {
      try await store.projects.update(Project.ID(7), at: noon) { _ in nil }
    }
  }

  /// A daemon that is told to stop still writes down what it did.
  @Test("A cancelled task's change is written all the same")
  func cancelledTask() async throws {
    let project = try await store.projects.add(sample())
    let task = Task { [store] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await store.projects.update(project.id, at: noon) {
        $0.name = "written"
        return nil
      }
    }
    #expect(try await task.value.name == "written")
  }

  @Test("Times are written as integers, text cells of others are left alone")
  func integers() async throws {
    let project = try await store.projects.add(sample())
    try await store.run("UPDATE projects SET created_at = '2026-09-21 13:33:20', generation = 4")
    _ = try await store.projects.update(project.id, at: noon) {
      $0.deadline = noon + .days(1)
      return nil
    }
    let types = try await store.answer(
      "SELECT typeof(created_at), typeof(updated_at), typeof(destroy_at) FROM projects")
    #expect(types == [[.text("text"), .text("integer"), .text("integer")]])
  }
}
