/// The verdict on an execution: durable as soon as it stands, before a hook that follows it runs.
public struct Ended: Hashable, Sendable {
  /// What became of ``part``.
  public var outcome: Outcome
  /// The part that decided: the command, or the hook before it, because of which the command was not run.
  public var part: Part
  /// When, in seconds since the Unix epoch.
  public var at: Int64
  /// What the check still found after the command had exited 0: the attempt failed then.
  public var leftovers = Leftovers()
  /// Whether a check was wanted and could not tell, or was asked to stop: nobody knows whether it succeeded.
  public var isUnchecked = false
  /// Whether it had been asked to stop by then, and whether it had been killed; nil in older records.
  public var interference: Interference?
  /// The hook that runs after this is written; nil for none.
  public var followingHook: Part?

  /// What others did to an execution before its verdict.
  public struct Interference: Hashable, Sendable {
    /// It was asked to stop.
    public var isStopped: Bool
    /// Its processes were killed by us.
    public var isKilled: Bool

    /// Puts both together.
    public init(isStopped: Bool = false, isKilled: Bool = false) {
      self.isStopped = isStopped
      self.isKilled = isKilled
    }
  }

  /// Makes a verdict on a command, or on the hook before it.
  public init(_ part: Part = .command, outcome: Outcome, at: Int64) {
    self.part = part
    self.outcome = outcome
    self.at = at
  }

  /// Whether the teardown succeeded: where a check was wanted, it found nothing left.
  public var isSuccess: Bool {
    part == .command && outcome == .exited(0) && leftovers.count == 0 && !isUnchecked
  }

  /// Whether another attempt might end better: not where a program or the directory is missing, or a hook said no.
  ///
  /// It tells of the failure alone. What was asked to stop is not tried again either, whatever this says.
  public var isWorthRetrying: Bool {
    guard part == .command, !isSuccess else { return false }
    // What a shell exits with if it cannot run the program, or finds none.
    let unusable: [Outcome] = [.exited(126), .exited(127)]
    if case .couldNotStart = outcome { return false }
    return !unusable.contains(outcome)
  }
}

extension Ended: Entry {
  static let name = "ended"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    outcome = try record.outcome()
    at = try record.time("at")
    part = try record.optionalPart("part") ?? .command
    let names = try record.fields("left").map { String(decoding: $0, as: UTF8.self) }
    let count: Int = try record.optionalNumber("left-count") ?? 0
    leftovers = Leftovers(names: names, count: max(names.count, min(count, Int(Int32.max))))
    isUnchecked = try record.optionalFlag("unchecked") ?? false
    if let isStopped = try record.optionalFlag("stopped") {
      interference = Interference(isStopped: isStopped, isKilled: try record.flag("killed"))
    }
    followingHook = try record.optionalPart("hook")
  }

  func write(to record: inout RecordWriter) {
    record.add(outcome)
    record.add("at", at)
    record.add("part", text: part.rawValue)
    for name in leftovers.names { record.add("left", text: name) }
    record.add("left-count", leftovers.count)
    record.add("unchecked", flag: isUnchecked)
    if let interference {
      record.add("stopped", flag: interference.isStopped)
      record.add("killed", flag: interference.isKilled)
    }
    if let followingHook { record.add("hook", text: followingHook.rawValue) }
  }
}
