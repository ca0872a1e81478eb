/// How long a part may say nothing, and take to end once it was asked to: decided from the times it is told, in
/// milliseconds of one clock.
public struct Patience: Sendable {
  /// What is to be done now.
  public enum Step: Hashable, Sendable {
    /// The command has said nothing for too long.
    case markSilent
    /// The command says something again.
    case unmarkSilent
    /// Ask the execution to stop, as its user would.
    case requestStop
    /// Kill the part's processes, as its user would.
    case requestKill
    /// Interrupt the part: it is not the teardown, so it may be ended.
    case interrupt
    /// Kill the part for the same reason.
    case kill
  }

  /// A check takes no longer than this, and gets as long again as ``grace`` to end.
  public static let checkLimit: Int64 = 120_000
  /// How long a hook or a check that was interrupted may take to end; its silence limit where that is shorter.
  public static let grace: Int64 = 10_000
  /// A hook takes no longer than this, however much it says, or than its silence limit where that is longer.
  public static let hookLimit: Int64 = 30 * 60_000

  private let part: Part
  private let silenceLimit: Int64?
  private let killAfter: Int64?
  private let begunAt: Int64
  private var heardAt: Int64
  /// Whether the command has said nothing for too long.
  public private(set) var isSilent = false
  private var stoppedAt: Int64?
  private var interruptedAt: Int64?
  private var isKilled = false

  /// Begins with a part, now.
  public init(with part: Part, _ intent: Intent, now: Int64) {
    self.part = part
    silenceLimit = intent.silenceLimit
    killAfter = intent.killAfter
    begunAt = now
    heardAt = now
  }

  /// When the part was last heard, or began.
  public var lastHeard: Int64 { heardAt }

  /// It wrote something.
  public mutating func hear(at now: Int64) -> Step? {
    heardAt = now
    guard isSilent else { return nil }
    isSilent = false
    return .unmarkSilent
  }

  /// The execution was asked to stop, by whomever; the first time counts.
  public mutating func noteStop(at now: Int64) {
    stoppedAt = stoppedAt ?? now
  }

  /// The next time at which ``step(at:)`` has something to say; nil for never.
  public var next: Int64? { pending().map(\.time).min() }

  /// What is due, each once.
  public mutating func step(at now: Int64) -> Step? {
    guard let due = pending().filter({ $0.time <= now }).min(by: { $0.time < $1.time }) else { return nil }
    switch due.step {
    case .markSilent: isSilent = true
    // Where it cannot be remembered it is not sent; it is tried again when it is next due.
    case .requestStop: stoppedAt = now
    case .requestKill, .kill: isKilled = true
    case .interrupt: interruptedAt = now
    case .unmarkSilent: break
    }
    return due.step
  }

  private func pending() -> [(time: Int64, step: Step)] {
    guard !isKilled else { return [] }
    var steps: [(time: Int64, step: Step)] = []
    if part == .command {
      if let silenceLimit {
        if !isSilent { steps.append((sum(heardAt, silenceLimit), .markSilent)) }
        if isSilent, killAfter != nil, stoppedAt == nil { steps.append((heardAt, .requestStop)) }
      }
    } else if let interruptedAt {
      steps.append((interruptedAt + min(Self.grace, silenceLimit ?? Self.grace), .kill))
    } else if part == .check {
      steps.append((begunAt + min(Self.checkLimit, silenceLimit ?? Self.checkLimit), .interrupt))
    } else if let silenceLimit {
      steps.append((sum(heardAt, silenceLimit), .interrupt))
      steps.append((sum(begunAt, max(Self.hookLimit, silenceLimit)), .interrupt))
    }
    // After the verdict a hook runs whether or not the execution was stopped before.
    if let stoppedAt, let killAfter, ![.afterDestroy, .onFailure].contains(part) {
      steps.append((sum(stoppedAt, killAfter), .requestKill))
    }
    return steps
  }
}

/// The sum, or the largest number there is.
private func sum(_ time: Int64, _ limit: Int64) -> Int64 {
  let (sum, overflow) = time.addingReportingOverflow(limit)
  return overflow ? .max : sum
}
