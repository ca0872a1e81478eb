/// When the user of one project is warned: how long before its deadline, longest first.
struct WarningPlan: Hashable, Sendable {
  /// The offsets that fit, longest first; never empty.
  let offsets: [Duration]

  /// Plans the warnings of a project whose generation began at `start`.
  ///
  /// Offsets that fit between start and deadline count; if none does, half of the timeout. One always lies at least
  /// the notice before the deadline, so that a warning can be given in time.
  /// `own` are the project's own offsets, in place of the settings'.
  init(start: Timestamp, deadline: Timestamp, timeout: Duration, own: [Duration]? = nil, policy: Policy) {
    let lead = deadline - start
    let notice = policy.notice(forTimeout: timeout)
    // Right after it began, as by an extension of just that much, a warning tells its user nothing new.
    let longest = lead - min(.minutes(5), lead / 10)
    var fitting = (own ?? policy.warningOffsets).filter { $0 <= longest && $0 < lead && $0 > .zero }
    if fitting.isEmpty { fitting = [.seconds((timeout.wholeSeconds + 1) / 2)] }
    if !fitting.contains(where: { $0 >= notice }) { fitting.append(notice) }
    offsets = Set(fitting).sorted(by: >)
  }

  /// The latest warning whose time has come; nil before the first.
  func current(at now: Timestamp, deadline: Timestamp) -> Duration? {
    offsets.last { deadline - $0 <= now }
  }

  /// When the next warning after `now` is to be shown; nil if none is left.
  func next(after now: Timestamp, deadline: Timestamp) -> Timestamp? {
    offsets.lazy.map { deadline - $0 }.first { $0 > now }
  }
}
