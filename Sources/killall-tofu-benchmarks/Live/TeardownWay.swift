/// The ways to run one command that are compared.
enum TeardownWay: String, CaseIterable, Encodable, Sendable {
  /// Through the executor: intent, claim, supervisor, start and end on record.
  case executor
  /// The same syncs of the disk by hand and one spawn: nobody outlives this process, and no end would be found.
  case syncs
  /// One `posix_spawn` and one `waitpid`, nothing on record.
  case spawn

  /// In which order they take a turn: each comes first equally often.
  static func order(ofTurn turn: Int) -> [TeardownWay] {
    let first = turn % allCases.count
    return Array(allCases[first...] + allCases[..<first])
  }
}

/// One teardown's course.
struct TeardownCourse: Hashable, Sendable {
  /// Milliseconds from the decision to the first thing that the command did.
  var toCommand: Double
  /// Milliseconds from there, which is the command's end as well, to the result on record.
  var toRecord: Double

  init(start: WallTime, command: WallTime, end: WallTime) {
    toCommand = command.milliseconds(since: start)
    toRecord = end.milliseconds(since: command)
  }
}
