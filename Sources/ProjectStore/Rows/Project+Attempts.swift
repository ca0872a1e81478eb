import Deadlines

extension Project {
  /// How far the row's run of attempts has come; nil where none is told of.
  ///
  /// What makes no sense in it is no proof of a warning, so the run ends with the attempt that is under way.
  static func attempts(_ cells: CellReader<Project>) -> Attempts? {
    guard let made = try? cells.integerIfPresent(.attemptsMade), made >= 0, made < 1_000 else { return nil }
    let generation = (try? cells.integerIfPresent(.attemptGeneration)).flatMap(\.self)
    let boot = (try? cells.textIfPresent(.attemptBoot)).flatMap(\.self)
    return Attempts(
      made: Int(made), nextAt: (try? cells.timeIfPresent(.nextAttemptAt)).flatMap(\.self),
      generation: Generation(generation ?? 0), bootID: boot ?? "",
      isTyped: cells.cell(.attemptTyped) == .integer(1),
      // For a program that knows the typed name only, a click is none.
      isConfirmed: cells.cell(.attemptTyped) == .integer(2),
      stopRequestedAt: (try? cells.timeIfPresent(.stopRequestedAt)).flatMap(\.self))
  }
}

extension Attempts {
  /// How its user asked for the run, as the file keeps it.
  fileprivate var word: Int64? { isTyped ? 1 : isConfirmed ? 2 : nil }
}

extension OutgoingCells<Project> {
  /// The cells that say how far a run of attempts has come; all NULL without one.
  func attempts(_ run: Attempts?) throws(BadCell) -> [StoredCell<Project>] {
    [
      integer(.attemptsMade, run.map { Int64($0.made) }), try time(.nextAttemptAt, run?.nextAt),
      integer(.attemptGeneration, run?.generation.number), try text(.attemptBoot, run?.bootID),
      integer(.attemptTyped, run?.word),
      try time(.stopRequestedAt, run?.stopRequestedAt),
    ]
  }
}
