/// The question whether to destroy a project now, as a notification server accepted it.
///
/// It speaks of the project as its user saw it, for two minutes in which the machine is awake, and in this boot only.
public struct Confirmation: Hashable, Sendable {
  /// The project as the question showed it.
  public var seen: Project
  /// The directory that its path led to when the question was raised; nil where it led to none.
  public var directory: FileIdentity?
  /// The boot in which it was shown.
  public var bootID: String
  /// Awake time at which the server accepted it.
  public var acceptedAt: Duration

  /// How long its buttons count, in time the machine is awake.
  public static let validity: Duration = .minutes(2)

  /// The question about `seen`, whose path led to `directory`, that was accepted at `now`.
  public init(of seen: Project, in directory: FileIdentity? = nil, acceptedAt now: Moment) {
    self.seen = seen
    self.directory = directory
    bootID = now.bootID
    acceptedAt = now.awake
  }

  /// How much longer its buttons count; zero or less once they do not.
  public func timeLeft(at now: Moment) -> Duration {
    // Accepted at a time still to come it was accepted in another life of the machine.
    guard bootID == now.bootID, acceptedAt <= now.awake else { return .zero }
    return acceptedAt + Self.validity - now.awake
  }

  /// Whether `project` is still what its user saw: what is torn down and when, and under which name.
  public func shows(_ project: Project) -> Bool {
    project.isUnchanged(since: seen) && project.name == seen.name
  }

  /// Refuses where the path leads to another directory than the one its user was asked about.
  ///
  /// - Parameter present: where the path leads now; nil where it leads nowhere.
  /// - Throws: `Refusal.directoryReplaced`.
  public func demandSameDirectory(_ present: FileIdentity?) throws(Refusal) {
    guard present == directory else { throw .directoryReplaced }
  }
}

extension Project {
  /// Refuses what no click may destroy, whatever its deadline.
  ///
  /// - Throws: `Refusal.wrongState` where a teardown is under way or waits for its next attempt, or nothing is left to
  ///   tear down; `.guardNotMet` where it cannot be carried out, is not allowed, or is protected.
  public func checkConfirmable(at now: Moment, policy: Policy) throws(Refusal) {
    switch status {
    case .scheduled, .held, .failed: break
    case .destroying, .destroyed, .cancelled: throw .wrongState(status, action: "destroy")
    }
    try checkRow(at: now, policy: policy)
  }

  /// Has it torn down now because its user confirmed that: a click stands for warning and notice, and settles every hold
  /// but `invalid`, `untrusted` and `protected`.
  ///
  /// What follows is a run of attempts, as after Retry: it waits for a place, and for the moment after waking.
  ///
  /// - Parameter confirmed: the question that was answered; nil if none was up.
  /// - Throws: `Refusal.staleGeneration` if it is not what its user saw, `.notAsked`, `.askedTooLongAgo`, or what
  ///   ``checkConfirmable(at:policy:)`` throws.
  public mutating func destroy(
    confirmed: Confirmation?, offered: Generation? = nil, at now: Moment, policy: Policy
  ) throws(Refusal) {
    try check(offered)
    guard let confirmed else { throw .notAsked }
    guard confirmed.shows(self) else {
      throw .staleGeneration(offered: confirmed.seen.generation, current: generation)
    }
    guard confirmed.timeLeft(at: now) > .zero else { throw .askedTooLongAgo }
    try checkConfirmable(at: now, policy: policy)
    awaitsUser = false
    beginRun(at: now)
    attempts?.isConfirmed = true
  }
}
