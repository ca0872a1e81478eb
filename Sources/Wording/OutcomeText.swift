public import Deadlines

/// What became of a teardown, as far as people are told.
public enum Outcome: Hashable, Sendable {
  /// The command ended with exit code 0.
  case destroyed
  /// The command ended with another exit code.
  case exited(code: Int32)
  /// A signal ended the command.
  case signalled(number: Int32)
  /// The command, or what was to run it, could not be started, for the reason given.
  case notStarted(String)
  /// Nobody saw how it ended.
  case interrupted
  /// `before_destroy` failed, with this exit code or by this signal, so the command was not run.
  case hookFailed(code: Int32?, signal: Int32?)
  /// The command ended with exit code 0, but the state still holds resources; some of their names, and how many.
  case leftBehind(names: [String], count: Int)
  /// The command ended with exit code 0, but whether the state still holds resources could not be looked up.
  case unverified
  /// It was asked to stop, and perhaps killed, and then it ended otherwise than well.
  case stopped(wasKilled: Bool)

  /// The outcome in one sentence without a full stop.
  public var words: String {
    switch self {
    case .destroyed: tr("the command ended well")
    case .exited(127): tr("the command was not found (exit code 127)")
    case .exited(126): tr("the command may not be executed (exit code 126)")
    case .exited(let code): tr("the command failed with exit code \(code)")
    case .signalled(let number): tr("the command was ended by signal \(number)")
    case .notStarted(let reason): tr("the command could not be started: \(reason)")
    case .interrupted: tr("nobody saw how the command ended")
    case .hookFailed(let code?, _):
      tr("the hook before_destroy failed with exit code \(code), so the command was not run")
    case .hookFailed(_, let signal?):
      tr("the hook before_destroy was ended by signal \(signal), so the command was not run")
    case .hookFailed: tr("the hook before_destroy could not be started, so the command was not run")
    case .leftBehind(let names, let count): tr("the command ended well, but \(left(names, count))")
    case .unverified: tr("the command ended well, but whether anything is left could not be looked up")
    case .stopped(wasKilled: true): tr("it was asked to stop, and then killed")
    case .stopped(wasKilled: false): tr("it was stopped before it was done")
    }
  }

  /// The notification that tells it; `lastLine` is the last thing the command said.
  public func text(
    of project: Project, lastLine: String?, notes: [String] = [], home: String?
  ) -> NotificationText {
    let name = project.shownName
    let said = lastLine.map { "\n\($0.cutInTheMiddle(160).quoted)" } ?? ""
    let place =
      notes.map { "\($0.capitalised).\n" }.joined()
      + project.commandAndPlace(home: home)
    let retry = tr("Look: killall-tofu logs \(project.shellName)")
    switch self {
    case .destroyed:
      return NotificationText(summary: tr("\(name) was destroyed"), body: place)
    case .interrupted:
      return NotificationText(
        summary: tr("\(name): the teardown was interrupted"),
        body: "\(tr("Nobody saw how it ended, so it is not run again by itself."))\n\(place)\n\(retry)")
    case .stopped(let wasKilled):
      let left =
        wasKilled
        ? tr("What it was doing may be half done, and what is left may go on costing money.")
        : tr("What it had not destroyed yet is left, and may go on costing money.")
      return NotificationText(
        summary: wasKilled
          ? tr("\(name): the teardown was killed") : tr("\(name): the teardown was stopped"),
        body: "\(left)\(said)\n\(place)\n\(retry)")
    case .unverified:
      return NotificationText(
        summary: tr("\(name) may not be all destroyed"),
        body: "\(words.capitalised).\(said)\n\(place)\n\(retry)")
    case .leftBehind:
      return NotificationText(
        summary: tr("\(name) is not all destroyed"), body: "\(words.capitalised).\n\(place)\n\(retry)")
    default:
      return NotificationText(
        summary: tr("\(name) could not be destroyed"),
        body: "\(words.capitalised).\(said)\n\(place)\n\(retry)")
    }
  }
}

/// How much is left, and what, such as `2 resources are left: a, b`.
private func left(_ names: [String], _ count: Int) -> String {
  let shown = names.prefix(5).map { $0.oneLine.cutInTheMiddle(60) }
  let list = shown.named(shown.count, of: count)
  return tr(count, one: "\(count) resource is left: \(list)", many: "\(count) resources are left: \(list)")
}

extension Project {
  /// The notification that a teardown began.
  public func startedText(home: String?) -> NotificationText {
    NotificationText(summary: tr("\(shownName) is being destroyed"), body: commandAndPlace(home: home))
  }

  /// The notification that tells what an extension, a cancellation or a resumption did.
  public func changedText(by change: UserAction, at now: Timestamp) -> NotificationText {
    let when =
      deadline.map { deadline in
        let (time, span) = (deadline.atClockTime(at: now), (deadline - now).wordsAway)
        return awaitsUser
          ? tr("Nothing is destroyed by itself: you are asked \(time), in \(span).")
          : tr("It is destroyed \(time), in \(span).")
      } ?? ""
    switch change {
    case .extend: return NotificationText(summary: tr("\(shownName) was extended"), body: when)
    case .resume: return NotificationText(summary: tr("\(shownName) is scheduled again"), body: when)
    case .retry:
      return NotificationText(summary: tr("\(shownName): its teardown is tried again"), body: "")
    case .destroy:
      return NotificationText(
        summary: tr("\(shownName) is destroyed now"),
        body: tr("Its teardown begins as soon as nothing else is in its way.") + "\n"
          + tr("Stop it with: killall-tofu cancel \(shellName)"))
    case .kill: return NotificationText(summary: tr("\(shownName): its teardown is killed"), body: "")
    case .cancel where status == .destroying:
      return NotificationText(
        summary: tr("\(shownName) is asked to stop"),
        body: tr("What it is doing it may finish first. No further attempt follows."))
    case .cancel:
      return NotificationText(
        summary: tr("\(shownName) is kept"),
        body: tr("Its teardown is cancelled, so it may go on costing money.") + "\n"
          + tr("Watch over it again with: killall-tofu resume \(shellName)"))
    }
  }

  /// The notification that an action was not carried out.
  public func refusedText(_ action: UserAction, because refusal: Refusal) -> NotificationText {
    NotificationText(
      summary: tr("\(shownName): not \(action.done)"), body: words(of: refusal, home: nil))
  }
}

extension UserAction {
  /// The participle, as in "not extended".
  public var done: String {
    switch self {
    case .extend: tr("extended", in: "what was not done")
    case .cancel: tr("cancelled", in: "what was not done")
    case .resume: tr("resumed", in: "what was not done")
    case .retry: tr("tried again", in: "what was not done")
    case .destroy: tr("destroyed", in: "what was not done")
    case .kill: tr("killed", in: "what was not done")
    }
  }
}
