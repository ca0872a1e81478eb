/// How far the present run of attempts to tear a project down has come.
///
/// The attempts of a run share one warning, that of the generation before it; whatever makes that void ends the run.
public struct Attempts: Hashable, Sendable {
  /// How many have been made, the present one included; 0 before the first of a run that its user asked for.
  public var made: Int
  /// When the next one follows; nil while one is under way.
  public var nextAt: Timestamp?
  /// The generation of the run: a row that is in another was changed by somebody else.
  public var generation: Generation
  /// The boot in which its user was warned, or asked for it.
  public var bootID: String
  /// Whether its user typed the project's name for it, so that no protection stands in its way.
  public var isTyped: Bool
  /// Whether its user confirmed it by a click on the question that was shown for it.
  public var isConfirmed: Bool
  /// When its user asked the one under way to stop; nil if nobody did.
  public var stopRequestedAt: Timestamp?

  /// Puts together how far a run has come.
  public init(
    made: Int, nextAt: Timestamp? = nil, generation: Generation, bootID: String, isTyped: Bool = false,
    isConfirmed: Bool = false, stopRequestedAt: Timestamp? = nil
  ) {
    self.made = made
    self.nextAt = nextAt
    self.generation = generation
    self.bootID = bootID
    self.isTyped = isTyped
    self.isConfirmed = isConfirmed
    self.stopRequestedAt = stopRequestedAt
  }
}

extension Project {
  /// Whether an attempt to tear it down is under way: it is claimed, and does not wait for its next attempt.
  public var isRunning: Bool { status == .destroying && attempts?.nextAt == nil }

  /// Whether it waits for its next attempt.
  public var isBetweenAttempts: Bool { status == .destroying && attempts?.nextAt != nil }

  /// Whether its user, or another program, has given up the teardown that is under way.
  public var isGivenUp: Bool { attempts?.stopRequestedAt != nil || !isActive }

  /// Whether it is the attempt of `known` that is under way, whatever else has changed since.
  func isInSameAttempt(as known: Project?) -> Bool {
    attempts?.made == known?.attempts?.made && attempts?.generation == known?.attempts?.generation
  }

  /// How many attempts there are in all, the first included.
  public func maximumAttempts(_ policy: ExecutionPolicy) -> Int {
    max(1, wishes.retries.map { $0 + 1 } ?? policy.maximumAttempts)
  }

  /// Whether none follows the attempt that is under way, or comes next, if it fails.
  public func isLastAttempt(_ policy: ExecutionPolicy) -> Bool {
    let number = (attempts?.made ?? 0) + (isRunning ? 0 : 1)
    return number >= maximumAttempts(policy)
  }

  /// When its next attempt may start; nil unless it waits for one.
  ///
  /// A time further off than any wait was written by a clock that was wrong then, and has come.
  func nextAttempt(in circumstances: Circumstances) -> Timestamp? {
    guard let attempts, let next = attempts.nextAt else { return nil }
    let longest = circumstances.policy.execution.delay(afterAttempt: attempts.made)
    return next - circumstances.now.wall > longest ? circumstances.now.wall : next
  }

  /// Whether the run of attempts may go on: nobody changed the row, its user was warned in this boot, and what its file
  /// says is allowed as before.
  func mayGoOn(in circumstances: Circumstances) -> Bool {
    guard let attempts else { return false }
    let policy = circumstances.policy
    return isActive && attempts.generation == generation && attempts.bootID == circumstances.now.bootID
      && flaw(under: policy) == nil && isAllowed
      && (attempts.isTyped || protection(under: policy.protection) == nil)
  }
}
