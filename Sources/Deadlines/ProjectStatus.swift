/// Where a project stands; stored as its raw value.
public enum ProjectStatus: String, Sendable, CaseIterable {
  /// Waits for its deadline.
  case scheduled
  /// Past its deadline, or barred from it, until something is settled; see ``HoldReason``.
  case held
  /// Claimed: a teardown is under way or waits for its next attempt.
  case destroying
  /// Torn down and verified.
  case destroyed
  /// Every attempt failed; the user has to look.
  case failed
  /// Given up by the user; nothing happens until Resume.
  case cancelled

  /// Whether a project in this state still costs money and belongs in the list of active ones.
  public var isActive: Bool {
    switch self {
    case .scheduled, .held, .destroying, .failed: true
    case .destroyed, .cancelled: false
    }
  }

  /// Whether a deadline still decides about a project in this state.
  public var awaitsDeadline: Bool { self == .scheduled || self == .held }

  /// Whether a project in this state goes on costing money and waits for somebody to look.
  public var isStalled: Bool { self == .held || self == .failed }
}
