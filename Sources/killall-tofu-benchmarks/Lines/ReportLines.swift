import Deadlines
import ProjectStore

extension Line {
  /// The operations that the original program's report named, in a file of 1,000 projects.
  static let report = [insert, find, findFromElsewhere, update, delete, expiring, batch]

  private static let insert = Line(
    name: "insert", title: "single insert", rows: 1_000, operations: 200,
    floor: { floor, number in
      let new = SampleProjects.project(number + 1)
      return Int(try floor.create(new, at: SampleProjects.now).id.number)
    },
    engine: { store, number in
      let new = SampleProjects.project(number + 1)
      return Int(try await store.projects.create(new, at: SampleProjects.now).id.number)
    })

  private static let find = Line(
    name: "find", title: "by id", rows: 1_000, operations: 2_000, isHeldToFloor: false,
    floor: { floor, number in try floor.find(SampleProjects.id(number, of: 1_000)) == nil ? 0 : 1 },
    engine: { store, number in
      try await store.projects.find(SampleProjects.id(number, of: 1_000)) == nil ? 0 : 1
    })

  private static let findFromElsewhere: Line = {
    var line = find
    line.name = "find-elsewhere"
    line.title = "by id, from another thread"
    line.isFromElsewhere = true
    return line
  }()

  private static let update = Line(
    name: "update", title: "update", rows: 1_000, operations: 200,
    floor: { floor, number in
      let id = SampleProjects.id(number, of: 1_000)
      let project = try floor.rename(id, to: "renamed-\(number)", at: SampleProjects.later.wall)
      return project.name.utf8.count
    },
    engine: { store, number in
      let id = SampleProjects.id(number, of: 1_000)
      let project = try await store.projects.update(id, at: SampleProjects.later.wall) {
        $0.name = "renamed-\(number)"
        return nil
      }
      return project.name.utf8.count
    })

  private static let delete = Line(
    name: "delete", title: "delete", rows: 1_000, operations: 200, isTakingAway: true,
    floor: { floor, number in try floor.delete(Project.ID(Int64(number + 1))) ? 1 : 0 },
    engine: { store, number in
      try await store.projects.delete(Project.ID(Int64(number + 1))) ? 1 : 0
    })

  private static let expiring = Line(
    name: "expiring", title: "filtered and ordered, 240 of 1,000 rows", rows: 1_000, operations: 1_000,
    floor: { floor, _ in try floor.expiring(within: .days(1), at: SampleProjects.deadline(300)).count },
    engine: { store, _ in
      try await store.projects.expiring(within: .days(1), at: SampleProjects.deadline(300)).values.count
    })

  private static let batch = Line(
    name: "batch", title: "100 inserts in a transaction", rows: 1_000, operations: 20,
    floor: { floor, number in
      try floor.transaction {
        try batch(number).map { try floor.create($0, at: SampleProjects.now) }.count
      }
    },
    engine: { store, number in
      try await store.projects.create(batch(number), at: SampleProjects.now).count
    })

  private static func batch(_ number: Int) -> [NewProject] {
    (1...100).map { SampleProjects.project(number * 100 + $0) }
  }
}
