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
      return tr(
        """
        It is removed from the lists. To bring it back: killall-tofu resume \(id.number). \
        To delete it with its history: killall-tofu purge \(id.number)
        """)
    case .cancelled: return tr("Nothing happens until you resume it: killall-tofu resume \(shellName)")
    case .destroyed: return tr("It is gone. To watch over a new one here: killall-tofu resume \(shellName)")
    case .failed:
      return tr(
        """
        Its teardown failed: killall-tofu history \(shellName) tells why. \
        To try it now: killall-tofu destroy \(shellName). \
        To schedule it again: killall-tofu extend \(shellName) 15min
        """)
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
      return attempts?.stopRequestedAt == nil
        ? tr("Its teardown is under way. To have it stopped: killall-tofu cancel \(shellName)")
        : tr(
          """
          Its teardown was asked to stop and still runs. To kill it: killall-tofu cancel --kill \(shellName)
          """)
    }
    let way = tr(
      "To put it off: killall-tofu extend \(shellName) 1h; to give it up: killall-tofu cancel \(shellName)")
    if attempts?.made == 0, standing(in: circumstances) != .lapsed {
      return tr("Its user had it destroyed now: its teardown begins as soon as nothing is in its way.") + " "
        + way
    }
    if case .lapsed = standing(in: circumstances) {
      return tr("Its last attempt failed, and it is warned of anew before the next.") + " " + way
    }
    return tr("Its last attempt failed; the next follows \(next.atClockTime(at: circumstances.now.wall)).")
      + " "
      + way
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
      return tr("The system clock can be believed again: a daemon schedules it as before.")
    }
    switch standing(in: circumstances) {
    case .atRest, .unseen, .lapsed: return tr("A daemon has yet to see it.")
    case .waiting(.deadlineReached, let until) where awaitsUser:
      return tr(
        """
        Nothing is destroyed by itself: you are asked \(until.atClockTime(at: now.wall)). \
        To let it run then: killall-tofu resume \(shellName)
        """)
    case .waiting(.deadlineReached, let until) where isWarnedTooLate(in: circumstances, until: until):
      return tr(
        """
        Its deadline is \(until.atClockTime(at: now.wall)), but no notification server has accepted a warning \
        yet: it is destroyed \(notice) after one has, and held until then.
        """) + " " + wayToPutOff
    case .waiting(.deadlineReached, let until):
      let time = until.atClockTime(at: now.wall)
      guard policy.notificationsRequired, validAcceptance(at: now) == nil else {
        return tr("It is destroyed \(time).")
      }
      return tr(
        "It is destroyed \(time), if a notification server has accepted a warning at least \(notice) before.")
    case .waiting(.settledAfterWake, let until):
      return tr(
        "It is destroyed \(until.atClockTime(at: now.wall)), because \(Guard.settledAfterWake.words).")
    case .waiting(_, let until):
      return tr("It is destroyed \(until.atClockTime(at: now.wall)), after the notice.")
    case .due where isDelayed: return tr("It is due, and is destroyed once it need not wait any more.")
    case .due: return tr("It is due: a daemon destroys it now.")
    case .barred(.unwarned, _):
      let why = silence.map { " " + tr("Nobody could be warned yet, because \($0.words).") } ?? ""
      return tr("It is destroyed \(notice) after a notification server has accepted a warning.") + why + " "
        + wayToPutOff
    case .barred(.overdue, let until?):
      return tr("It is destroyed \(until.atClockTime(at: now.wall)) unless you object.")
    case .barred(.overdue, nil) where !isLeftToItsUser(at: now):
      return tr("It is overdue, so it is destroyed \(Policy.overdueGrace.words) after a fresh warning.") + " "
        + wayToPutOff
    case .barred(.overdue, nil):
      return tr(
        """
        Nothing happens until you decide: killall-tofu extend \(shellName) 1h, killall-tofu resume \(shellName) or \
        killall-tofu cancel \(shellName)
        """)
    case .barred(.interrupted, _):
      return tr(
        """
        Nothing happens until you have looked what is left, and decide: killall-tofu resume \(shellName) or \
        killall-tofu cancel \(shellName)
        """)
    case .barred(.invalid, _):
      guard let flaw = flaw(under: policy) else { return tr("Nothing happens: \(HoldReason.invalid.words).") }
      return "\(tr("Nothing happens: \(flaw.words).")) \(wayOut(of: flaw, home: home))"
    case .barred(.clock, _):
      let why = circumstances.clockDoubt.map { ": \($0.words(at: now.wall))" } ?? ""
      return tr(
        """
        Nothing happens while the system clock cannot be believed\(why). Once it is right: \
        killall-tofu resume \(shellName)
        """)
    case .barred(.untrusted, _):
      return "\(tr("Nothing happens: \(untrustedWords).")) \(untrustedWayOn(home: home))"
    case .barred(.protected, _):
      let why = words(of: .protected, under: policy, home: home)
      return "\(tr("No deadline destroys it: \(why).")) \(protectedWayOn)"
    }
  }

  private var wayToPutOff: String { tr("To put it off: killall-tofu extend \(shellName) 1h") }
}
