public import Deadlines

/// What `doctor` says about the wall clock.
extension Finding {
  /// Whether something keeps the wall clock right.
  public static func synchronisation(_ isSynchronised: Bool) -> Finding {
    isSynchronised
      ? Finding("synchronised", .ok, "yes, as the kernel has it")
      : Finding(
        "synchronised", .ok,
        "no, as the kernel has it: the clock is believed unless it falls behind what was written down")
  }

  /// Whether the wall clock, which reads `now`, can be believed.
  public static func clock(_ doubt: ClockDoubt?, at now: Timestamp) -> Finding {
    guard let doubt else {
      return Finding("wall clock", .ok, "reads \(now.localDateTime), which can be believed")
    }
    return Finding(
      "wall clock", .error, "\(doubt.words(at: now)): nothing is destroyed until it is right",
      remedy: "set it: timedatectl set-ntp true; if it is right as it is: killall-tofu resume PROJECT")
  }

  /// The latest time that was written down; nil where none was.
  public static func clockMark(_ mark: Timestamp?) -> Finding {
    Finding("mark", .ok, mark.map { "last noted \($0.localDateTime)" } ?? "no time has been noted yet")
  }
}
