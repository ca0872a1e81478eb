import Deadlines
import Testing

@testable import ProjectStore

/// The seed's operations on projects.
@Suite("Projects", .bothEngines)
struct ProjectRepositoryTests {
  let store: ProjectStore

  init() throws {
    store = try ProjectStore.inMemory(engine: .underTest)
  }

  @Test("are created, found by id and path, and deleted with all that is theirs")
  func lifeCycle() async throws {
    let one = try await store.projects.create(sample("/srv/a"), at: noon)
    let two = try await store.projects.create(sample("/srv/b"), at: noon)
    _ = try await store.executions.claim(one, request())
    for project in [one, two] {
      try await store.events.log(
        LogEvent(projectID: project.id, kind: .created, message: "", createdAt: noon))
    }
    #expect(one.generation == Generation(1) && one.createdAt == noon && one.updatedAt == noon)
    #expect(try await store.projects.find(two.id) == two)
    #expect(try await store.projects.find(path: "/srv/b") == two)
    #expect(try await store.projects.find(path: "/srv/B") == nil)
    #expect(try await store.projects.find(Project.ID(3)) == nil)
    #expect(try await store.projects.delete(one.id))
    #expect(try await !store.projects.delete(one.id))
    #expect(try await !store.projects.delete(Project.ID(.min)))
    #expect(try await store.projects.all().values == [two])
    #expect(try await store.executions.count() == 0)
    #expect(try await store.events.all().values.map(\.projectID) == [two.id])
    #expect(try await store.projects.create(sample("/srv/a"), at: noon).id == Project.ID(3))
  }

  @Test("are created all or none, each in its turn")
  func createMany() async throws {
    let first = try await store.projects.create(sample("/srv/2"), at: noon)
    await #expect(throws: ChangeError.refused(.alreadyActive(first.id))) {
      try await store.projects.create((0..<5).map { sample("/srv/\($0)") }, at: noon)
    }
    #expect(try await store.projects.all().values == [first])
    await #expect(throws: ChangeError.refused(.alreadyActive(Project.ID(2)))) {
      try await store.projects.create([sample("/srv/5"), sample("/srv/5")], at: noon)
    }
    let made = try await store.projects.create((5..<9).map { sample("/srv/\($0)") }, at: noon)
    #expect(try await store.projects.all().values == [first] + made)
    #expect(try await store.projects.create([], at: noon) == [])
  }

  @Test("are refused on a path that another has, active or not, by its id")
  func pathTaken() async throws {
    let project = try await store.projects.create(sample(), at: noon)
    _ = try await store.projects.update(project.id, at: noon) {
      $0.status = .destroyed
      return nil
    }
    await #expect(throws: ChangeError.refused(.alreadyActive(project.id))) {
      try await store.projects.create(sample(name: "again"), at: noon)
    }
  }

  @Test("are active unless destroyed, cancelled or switched off")
  func active() async throws {
    for (number, status) in ProjectStatus.allCases.enumerated() {
      let project = try await store.projects.create(sample("/srv/\(number)"), at: noon)
      _ = try await store.projects.update(project.id, at: noon) {
        $0.status = status
        if status == .held { $0.holdReason = .overdue }
        return nil
      }
    }
    let active = try await store.projects.active().values
    #expect(active.map(\.status) == ProjectStatus.allCases.filter(\.isActive))
    #expect(try await store.projects.count(.active) == active.count)
    try await store.run("UPDATE projects SET active = 0")
    #expect(try await store.projects.active() == Listing())
  }

  @Test("remember when they were changed, and only then")
  func updatedAt() async throws {
    let project = try await store.projects.create(sample(), at: noon)
    let later = noon + .seconds(5)
    let same = try await store.projects.update(project.id, at: later) { _ in nil }
    #expect(same == project)
    let changed = try await store.projects.update(project.id, at: later) {
      $0.timeout = "1 day"
      return nil
    }
    #expect(changed.updatedAt == later && changed.createdAt == noon)
    #expect(try await store.required(project.id) == changed)
  }

  @Test("keep the limits of what a row may hold")
  func limits() async throws {
    let last = Timestamp.storable.upperBound
    let project = try await store.projects.create(sample(deadline: last), at: Timestamp(0))
    #expect(try await store.required(project.id).deadline == last)
    #expect(try await store.projects.nextDeadline(from: last) == project)
    for time in [Timestamp(.max), Timestamp(.min), last + .seconds(1), Timestamp(-1)] {
      let cell = BadCell(table: "projects", column: "destroy_at", id: nil, value: "\(time.seconds)")
      await #expect(throws: ChangeError.store(.badCell(cell))) {
        try await store.projects.create(sample("/srv/x", deadline: time), at: noon)
      }
    }
    try await store.run("UPDATE projects SET generation = \(Int64.max)")
    let changed = try await store.projects.update(project.id, at: noon) {
      $0.name = "still"
      return nil
    }
    #expect(changed.generation.number == .max)
  }
}
