import Deadlines
import Foundation
import ProjectStore

extension Line {
  /// What must not grow with the number of projects: each small line is followed by its large one.
  static let scale = [
    nextDeadline(rows: 1_000), nextDeadline(rows: 100_000), extend(rows: 1_000), extend(rows: 100_000),
  ]

  /// Asks for deadlines as they come, from the middle on.
  private static func nextDeadline(rows: Int) -> Line {
    Line(
      name: "next-\(rows)", title: "next deadline, \(rows.grouped) rows", rows: rows, operations: 1_000,
      isHeldToFloor: false, enlarges: rows > 1_000 ? "next-1000" : nil,
      floor: { floor, number in
        let now = SampleProjects.deadline(rows / 2 + number % 500)
        return try floor.nextDeadline(from: now) == nil ? 0 : 1
      },
      engine: { store, number in
        let now = SampleProjects.deadline(rows / 2 + number % 500)
        return try await store.projects.nextDeadline(from: now) == nil ? 0 : 1
      })
  }

  private static func extend(rows: Int) -> Line {
    Line(
      name: "extend-\(rows)", title: "extension with its event, \(rows.grouped) rows", rows: rows,
      operations: 200, enlarges: rows > 1_000 ? "extend-1000" : nil,
      floor: { floor, number in
        let id = SampleProjects.id(number, of: rows)
        return Int(try floor.extend(id, by: .hours(1), at: SampleProjects.later).generation.number)
      },
      engine: { store, number in
        let id = SampleProjects.id(number, of: rows)
        let project = try await store.projects.update(id, at: SampleProjects.later.wall) {
          (project) throws(Refusal) in
          try project.extend(by: .hours(1), at: SampleProjects.later, policy: Policy())
          return .extension(of: project)
        }
        return Int(project.generation.number)
      })
  }
}

extension Int {
  /// With commas between thousands.
  var grouped: String { formatted(.number.locale(.init(identifier: "en_US"))) }
}
