public import Deadlines

// A teardown on its way: attempts that failed, progress, silence, and a stop that is not obeyed.

extension Project {
  /// Which of how many attempts was the last one made, such as `attempt 2 of 3`; nil where there is only one.
  public func attemptWords(_ policy: ExecutionPolicy) -> String? {
    let all = maximumAttempts(policy)
    return all > 1 ? tr("attempt \(max(1, attempts?.made ?? 1)) of \(all)") : nil
  }

  /// The notification that an attempt failed and another follows; `lastLine` is the last thing the command said.
  public func attemptFailedText(
    _ outcome: Outcome, lastLine: String?, at now: Timestamp, policy: ExecutionPolicy, home: String?
  ) -> NotificationText {
    let said = lastLine.map { "\n\($0.cutInTheMiddle(160).quoted)" } ?? ""
    let number = attemptWords(policy).map { "\($0.capitalised): " } ?? ""
    let summary =
      attempts?.nextAt.map { next in
        let span = max(.seconds(1), next - now).glanceAway
        return tr("\(shownName): next attempt in \(span)")
      } ?? tr("\(shownName): another attempt follows")
    let when = attempts?.nextAt.map { "\n" + tr("The next is \($0.atClockTime(at: now)).") } ?? ""
    return NotificationText(
      summary: summary, body: "\(number)\(outcome.words).\(said)\(when)\n\(commandAndPlace(home: home))")
  }

  /// The notification of a running teardown that tells how far it is.
  public func progressText(done: Int, of total: Int?, at now: Timestamp, home: String?) -> NotificationText {
    var text = startedText(home: home)
    let lines = [progressWords(done: done, of: total), stopWords(at: now), text.body]
    text.body = lines.compactMap(\.self).joined(separator: "\n")
    return text
  }

  /// That the teardown was asked to stop, and when; nil where it was not.
  private func stopWords(at now: Timestamp) -> String? {
    attempts?.stopRequestedAt.map { tr("It was asked to stop \($0.atClockTime(at: now)).") }
  }

  /// The notification that a teardown has said nothing for longer than it may.
  public func silentText(since: Timestamp, at now: Timestamp, home: String?) -> NotificationText {
    NotificationText(
      summary: tr("\(shownName): its teardown is silent"),
      body: """
        \(tr("It still runs, but has said nothing for \((now - since).glance), since \(since.clockTime(at: now)). Stop it, or let it go on?"))
        \(commandAndPlace(home: home))
        \(tr("Look: killall-tofu logs \(shellName). Stop it: killall-tofu cancel \(shellName)"))
        """)
  }

  /// The notification that a teardown goes on although it was asked to stop.
  public func stillRunningText(at now: Timestamp, home: String?) -> NotificationText {
    let when = stopWords(at: now) ?? tr("It was asked to stop.")
    return NotificationText(
      summary: tr("\(shownName): its teardown still runs"),
      body: """
        \(when) \(tr("It may be cleaning up; to kill it may leave things half destroyed."))
        \(commandAndPlace(home: home))
        \(tr("Kill it: killall-tofu cancel --kill \(shellName)"))
        """)
  }
}

/// How far a teardown is, such as `7 of 12 destroyed`.
public func progressWords(done: Int, of total: Int?) -> String {
  total.map { tr("\(done) of \($0) destroyed") } ?? tr("\(done) destroyed")
}

extension LogEvent {
  /// An attempt failed, and another follows.
  public static func attemptFailed(
    _ project: Project, _ outcome: Outcome, execution: Execution.ID, at now: Timestamp,
    policy: ExecutionPolicy
  ) -> LogEvent {
    let next = project.attempts?.nextAt.map { "; the next follows at \($0.clockTime(at: now))" } ?? ""
    let number = project.attemptWords(policy) ?? "the attempt"
    return LogEvent(
      projectID: project.id, kind: .error,
      message: "\(number.prefix(1).uppercased())\(number.dropFirst()) failed: \(outcome.words)\(next)",
      metadata: "{\"execution\":\(execution.number)}", createdAt: now)
  }

  /// A run of attempts does not go on.
  public static func attemptsEnded(_ project: Project, at now: Timestamp) -> LogEvent {
    project.status == .cancelled
      ? LogEvent(
        projectID: project.id, kind: .cancelled, message: "Given up by another program; no further attempt",
        createdAt: now)
      : LogEvent(
        projectID: project.id, kind: .configured,
        message:
          "No further attempt: it was changed, or the machine was started anew, so it is warned of first",
        createdAt: now)
  }

  /// A running teardown has said nothing for longer than it may.
  public static func fellSilent(_ project: Project, since: Timestamp, at now: Timestamp) -> LogEvent {
    LogEvent(
      projectID: project.id, kind: .error,
      message:
        "Its teardown has said nothing since \(since.clockTime(at: now)); it goes on, and its user is asked",
      createdAt: now)
  }
}
