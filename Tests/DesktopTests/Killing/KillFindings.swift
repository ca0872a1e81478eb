/// A promise that a kill broke.
enum Breach: String, CaseIterable, Sendable {
  /// The command began, or its time has passed, and nothing tells of it.
  case lost
  /// It ran twice, or a second time without being asked.
  case doubled
  /// The record says that it ended well, and it did not.
  case falselySuccessful = "false success"
  /// The record says less than the supervisor, which lived, saw.
  case untrue
}

/// What the file says of a project, and what its command says, after a kill and all that followed.
struct KillFindings: Hashable, Sendable {
  /// A row of `executions`.
  struct Attempt: Hashable, Sendable {
    var status: String
    var exitCode: Int?
  }

  var killed: Set<Victim>
  /// Whether the project came to rest in time.
  var isSettled: Bool
  var status: String
  var holdReason: String
  var attempts: [Attempt]
  /// Whether the end was on record before anybody was killed.
  var isAfterVerdict = false
  /// Read after the rest, so that whatever is said there is checked against what had been done by then.
  var marks: Marks
  /// What the hooks wrote, each into a file of its own.
  var hooks: [Marks] = []

  /// What is wrong.
  var breaches: Set<Breach> {
    var breaches: Set<Breach> = []
    // A recorded failure may be tried again.
    let failures = attempts.count { $0.status == "failed" && $0.exitCode != nil }
    let successes = attempts.count { $0.status == "completed" }
    if marks.hasOverlap || marks.begun.count > 1 + failures { breaches.insert(.doubled) }
    if hooks.contains(where: { $0.begun.count > 1 + failures }) { breaches.insert(.doubled) }
    if successes > marks.ended.count || (status == "destroyed" && marks.ended.isEmpty) {
      breaches.insert(.falselySuccessful)
    }
    if !isSettled || marks.begun.count > attempts.count { breaches.insert(.lost) }
    let isWhole = status == "destroyed" && marks.ended.count == 1
    // Nobody saw the end only where the supervisor died; and what is held did not end well.
    // A typed teardown that never began leaves the deadline, far off, as it was.
    let waits = status == "scheduled" && marks.begun.isEmpty
    if !killed.contains(.supervisor) || isAfterVerdict, !isWhole, !waits { breaches.insert(.untrue) }
    if status == "held", holdReason != "interrupted" { breaches.insert(.untrue) }
    if status == "failed" { breaches.insert(.untrue) }
    return breaches
  }
}
