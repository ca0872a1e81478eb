import Deadlines
import ProjectStore

extension Line {
  /// The two figures of the seed's plan.
  static let seed = [
    Line(
      name: "creates", title: "1,000 creates, each durable", rows: 0, operations: 1_000, isGrowing: true,
      floor: { floor, number in
        let new = SampleProjects.project(number + 1)
        return Int(try floor.create(new, at: SampleProjects.now).id.number)
      },
      engine: { store, number in
        let new = SampleProjects.project(number + 1)
        return Int(try await store.projects.create(new, at: SampleProjects.now).id.number)
      }),
    Line(
      name: "active", title: "1,000 x findActive, 1,000 rows", rows: 1_000, operations: 1_000, turns: 20,
      floor: { floor, _ in try floor.active().count },
      engine: { store, _ in try await store.projects.active().values.count }),
  ]
}
