import Deadlines

// Outside the times that are taken: the rows that a turn finds.

extension Floor {
  /// Leaves exactly the projects 1 to `count` in the file, as ``SampleProjects`` makes them, and no events.
  ///
  /// The next id is `count` + 1, so that each column makes the same ones.
  func fill(to count: Int) throws {
    try transaction {
      try connection.execute("DELETE FROM events")
      try connection.execute("DELETE FROM projects WHERE id > \(count)")
      let present = Int(try connection.answer("SELECT count(*) FROM projects")) ?? 0
      try connection.execute(
        "UPDATE sqlite_sequence SET seq = \(present) WHERE name = 'projects' AND seq <> \(present)")
      for number in present..<max(present, count) {
        let project = try create(SampleProjects.project(number + 1), at: SampleProjects.now)
        guard project.id.number == Int64(number + 1) else {
          throw FloorError(text: "project \(number + 1) got the id \(project.id.number)")
        }
      }
    }
  }
}
