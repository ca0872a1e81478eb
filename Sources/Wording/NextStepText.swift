public import Deadlines

extension Project {
  /// What happens to the project next, and why, as sentences.
  ///
  /// - Parameter doubt: why the wall clock cannot be believed, if it cannot.
  public func nextStep(
    at now: Moment, policy: Policy, doubt: ClockDoubt? = nil, home: String? = nil
  ) -> String {
    nextStep(in: Circumstances(now: now, policy: policy, clockDoubt: doubt), home: home)
  }

  /// What happens to the project next, and why, as sentences.
  ///
  /// - Parameter isDelayed: whether a daemon has logged what keeps it waiting although it is due.
  public func nextStep(
    in circumstances: Circumstances, isDelayed: Bool = false, home: String? = nil
  ) -> String {
    switch status {
    case .cancelled where isRemoved, .destroyed where isRemoved:
      return "It is removed from the lists. To bring it back: killall-tofu resume \(id.number). "
        + "To delete it with its history: killall-tofu purge \(id.number)"
    case .cancelled: return "Nothing happens until you resume it: killall-tofu resume \(shellName)"
    case .destroyed: return "It is gone. To watch over a new one here: killall-tofu resume \(shellName)"
    case .failed:
      return "Its teardown failed: killall-tofu history \(shellName) tells why. "
        + "To try it now: killall-tofu destroy \(shellName). "
        + "To schedule it again: killall-tofu extend \(shellName) 15min"
    case .destroying: return nextOfDestroying(in: circumstances)
    case .scheduled, .held:
      return nextOfWaiting(in: circumstances, isDelayed: isDelayed, home: home)
    }
  }

  /// When it is destroyed, or that its user is asked first, as the end of a sentence.
  public func whenDestroyed(at now: Moment, policy: Policy, home: String? = nil) -> String {
    if let flaw = flaw(under: policy) { return "not destroyed: \(flaw.words)" }
    if let bar = barWords(under: policy, home: home) { return bar }
    guard let due = due(at: now, policy: policy) else { return status.rawValue }
    if awaitsUser { return "not destroyed by itself: you are asked at \(due.clockTime(at: now.wall))" }
    guard due > now.wall else { return "destroyed as soon as its user has been warned" }
    return "destroyed at \(due.clockTime(at: now.wall)), in \((due - now.wall).words)"
  }

  /// That no deadline destroys it as things are, as the end of a sentence; nil if one may.
  private func barWords(under policy: Policy, home: String?) -> String? {
    guard status.awaitsDeadline else { return nil }
    if !isAllowed {
      return "not destroyed: \(untrustedWords)"
    }
    return protectedWords(under: policy, home: home).map { "not destroyed by its deadline: \($0)" }
  }

  private func nextOfDestroying(in circumstances: Circumstances) -> String {
    guard let next = attempts?.nextAt else {
      let stop = "To have it stopped: killall-tofu cancel \(shellName)"
      return attempts?.stopRequestedAt == nil
        ? "Its teardown is under way. \(stop)"
        : "Its teardown was asked to stop and still runs. To kill it: killall-tofu cancel --kill \(shellName)"
    }
    let way =
      "To put it off: killall-tofu extend \(shellName) 1h; to give it up: killall-tofu cancel \(shellName)"
    if attempts?.made == 0, standing(in: circumstances) != .lapsed {
      return "Its user had it destroyed now: its teardown begins as soon as nothing is in its way. \(way)"
    }
    if case .lapsed = standing(in: circumstances) {
      return "Its last attempt failed, and it is warned of anew before the next. \(way)"
    }
    return
      "Its last attempt failed; the next follows at \(next.clockTime(at: circumstances.now.wall)). \(way)"
  }

  /// Whether a warning that is accepted from now on comes less than the notice before the deadline.
  private func isWarnedTooLate(in circumstances: Circumstances, until deadline: Timestamp) -> Bool {
    let policy = circumstances.policy
    guard policy.notificationsRequired, validAcceptance(at: circumstances.now) == nil else { return false }
    return deadline - policy.notice(forTimeout: lifetime ?? .zero) < circumstances.now.wall
  }

  private func nextOfWaiting(
    in circumstances: Circumstances, isDelayed: Bool, home: String?
  ) -> String {
    let now = circumstances.now
    let policy = circumstances.policy
    let notice = policy.notice(forTimeout: lifetime ?? .zero).words
    if holdReason == .clock, circumstances.clockDoubt == nil {
      return "The system clock can be believed again: a daemon schedules it as before."
    }
    switch standing(in: circumstances) {
    case .atRest, .unseen, .lapsed: return "A daemon has yet to see it."
    case .waiting(.deadlineReached, let until) where awaitsUser:
      return "Nothing is destroyed by itself: you are asked at \(until.clockTime(at: now.wall)). "
        + "To let it run then: killall-tofu resume \(shellName)"
    case .waiting(.deadlineReached, let until) where isWarnedTooLate(in: circumstances, until: until):
      return
        "Its deadline is at \(until.clockTime(at: now.wall)), but no notification server has accepted a warning "
        + "yet: it is destroyed \(notice) after one has, and held until then. "
        + "To put it off: killall-tofu extend \(shellName) 1h"
    case .waiting(.deadlineReached, let until):
      let warned = validAcceptance(at: now) != nil
      return "It is destroyed at \(until.clockTime(at: now.wall))"
        + (warned || !policy.notificationsRequired
          ? "." : ", if a notification server has accepted a warning at least \(notice) before.")
    case .waiting(.settledAfterWake, let until):
      return "It is destroyed at \(until.clockTime(at: now.wall)), because "
        + "\(Guard.settledAfterWake.words)."
    case .waiting(_, let until):
      return "It is destroyed at \(until.clockTime(at: now.wall)), after the notice."
    case .due where isDelayed: return "It is due, and is destroyed once it need not wait any more."
    case .due: return "It is due: a daemon destroys it now."
    case .barred(.unwarned, _):
      let why = silence.map { " Nobody could be warned yet, because \($0.words)." } ?? ""
      return "It is destroyed \(notice) after a notification server has accepted a warning.\(why) "
        + "To put it off: killall-tofu extend \(shellName) 1h"
    case .barred(.overdue, let until?):
      return "It is destroyed at \(until.clockTime(at: now.wall)) unless you object."
    case .barred(.overdue, nil) where !isLeftToItsUser(at: now):
      return "It is overdue, so it is destroyed \(Policy.overdueGrace.words) after a fresh warning. "
        + "To put it off: killall-tofu extend \(shellName) 1h"
    case .barred(.overdue, nil):
      return "Nothing happens until you decide: killall-tofu extend \(shellName) 1h, killall-tofu resume "
        + "\(shellName) or killall-tofu cancel \(shellName)"
    case .barred(.interrupted, _):
      return "Nothing happens until you have looked what is left, and decide: killall-tofu resume "
        + "\(shellName) or killall-tofu cancel \(shellName)"
    case .barred(.invalid, _):
      guard let flaw = flaw(under: policy) else { return "Nothing happens: \(HoldReason.invalid.words)." }
      return "Nothing happens: \(flaw.words). \(wayOut(of: flaw, home: home))"
    case .barred(.clock, _):
      let why = circumstances.clockDoubt.map { ": \($0.words(at: now.wall))" } ?? ""
      return "Nothing happens while \(HoldReason.clock.words)\(why). Once it is right: killall-tofu resume "
        + "\(shellName)"
    case .barred(.untrusted, _): return "Nothing happens: \(untrustedWords). \(untrustedWayOn(home: home))"
    case .barred(.protected, _):
      let why = words(of: .protected, under: policy, home: home)
      return "No deadline destroys it: \(why). \(protectedWayOn)"
    }
  }
}
