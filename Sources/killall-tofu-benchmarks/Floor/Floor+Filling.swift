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
      try connection.execute(FloorSQL.restore)
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

extension FloorSQL {
  /// Makes every project that a turn changed what ``SampleProjects`` made it.
  ///
  /// Turns write at another time than the samples. The trigger stays silent, since `generation` changes.
  fileprivate static let restore = """
    UPDATE projects SET name = 'project-' || id, generation = 1, scheduled_at = \(SampleProjects.now.seconds),
      destroy_at = \(SampleProjects.deadline(0).seconds) + \(SampleProjects.interval.wholeSeconds) * id,
      updated_at = created_at
    WHERE updated_at <> created_at
    """
}
