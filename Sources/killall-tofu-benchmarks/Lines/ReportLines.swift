import Deadlines
import ProjectStore

extension Line {
  /// The operations that the original program's report asked for.
  static let report = [
    Line(
      name: "insert", title: "single insert", rows: 1_000, operations: 100,
      floor: { floor, number in
        _ = try floor.create(SampleProjects.project(number + 1), at: SampleProjects.now)
        return 1
      },
      engine: { store, number in
        _ = try await store.add(SampleProjects.project(number + 1), at: SampleProjects.now) { _ in nil }
        return 1
      }),
    Line(
      name: "find", title: "by id", rows: 1_000, operations: 1_000, isHeldToFloor: false,
      floor: { floor, number in try floor.find(.sample(number)) == nil ? 0 : 1 },
      engine: { store, number in try await store.project(.sample(number)) == nil ? 0 : 1 }),
    Line(
      name: "update", title: "update", rows: 1_000, operations: 100,
      floor: { floor, number in
        try floor.rename(.sample(number), to: "renamed-\(number)", at: SampleProjects.now).name.utf8.count
      },
      engine: { store, number in
        try await store.change(.sample(number), at: SampleProjects.now) {
          $0.name = "renamed-\(number)"
          return nil
        }.name.utf8.count
      }),
  ]
}

extension Project.ID {
  /// The id of one of the first thousand projects, scattered over the file.
  fileprivate static func sample(_ number: Int) -> Project.ID { Project.ID(Int64(number * 617 % 1_000 + 1)) }
}
