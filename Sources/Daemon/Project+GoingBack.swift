import Deadlines

// Only this daemon records acceptances and failed attempts, and no writer makes a generation smaller: a row that says otherwise was written
// by a program that may not, or is an older one, as when a copy was put in the file's place.

extension Project {
  /// Whether this row of the file cannot have come of `known` without another hand; nil where no row was known.
  func goesBack(behind known: Project?) -> Bool {
    guard let known else { return acceptance != nil || isBetweenAttempts }
    return generation < known.generation || (acceptance != nil && acceptance != known.acceptance)
      || (isBetweenAttempts && attempts != known.attempts) || forgesRun(of: known)
  }

  /// Whether the attempt that is under way is told of otherwise than before: its run would go on, or count on a warning,
  /// by another hand's word.
  private func forgesRun(of known: Project) -> Bool {
    guard isRunning, known.isRunning, let run = attempts, let before = known.attempts else { return false }
    return run.made != before.made || run.generation != before.generation || run.bootID != before.bootID
      || (before.stopRequestedAt != nil && run.stopRequestedAt == nil)
  }

  /// Takes away what another hand may have written as proof that its user was warned.
  mutating func voidProofs() {
    acceptance = nil
    attempts?.bootID = ""
  }

  /// Refuses to work on such a row, inside the transaction: once it came back from one it would be known, and whatever
  /// another program wrote in it would count as a warning.
  ///
  /// - Throws: `Refusal.guardNotMet(.warned)`, for nobody can be said to have been warned.
  func demandNoGoingBack(behind known: Project?) throws(Refusal) {
    if goesBack(behind: known) { throw .guardNotMet(.warned) }
  }
}
