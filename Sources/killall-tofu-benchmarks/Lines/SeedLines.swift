import Deadlines
import ProjectStore

extension Line {
  /// The two figures of the seed's plan.
  static let seed = [
    Line(
      name: "creates", title: "1,000 creates, each durable", rows: 0, operations: 1_000, isGrowing: true,
      floor: { floor, number in
        _ = try floor.create(SampleProjects.project(number + 1), at: SampleProjects.now)
        return 1
      },
      engine: { store, number in
        _ = try await store.add(SampleProjects.project(number + 1), at: SampleProjects.now) { _ in nil }
        return 1
      }),
    Line(
      name: "active", title: "1,000 times findActive over 1,000 rows", rows: 1_000, operations: 1_000,
      turns: 20,
      floor: { floor, _ in try floor.active().count },
      engine: { store, _ in try await store.projects().values.count }),
  ]
}
