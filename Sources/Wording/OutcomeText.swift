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
    case .destroyed: "the command ended well"
    case .exited(127): "the command was not found (exit code 127)"
    case .exited(126): "the command may not be executed (exit code 126)"
    case .exited(let code): "the command failed with exit code \(code)"
    case .signalled(let number): "the command was ended by signal \(number)"
    case .notStarted(let reason): "the command could not be started: \(reason)"
    case .interrupted: "nobody saw how the command ended"
    case .hookFailed(let code?, _):
      "the hook before_destroy failed with exit code \(code), so the command was not run"
    case .hookFailed(_, let signal?):
      "the hook before_destroy was ended by signal \(signal), so the command was not run"
    case .hookFailed: "the hook before_destroy could not be started, so the command was not run"
    case .leftBehind(let names, let count): "the command ended well, but \(left(names, count))"
    case .unverified: "the command ended well, but whether anything is left could not be looked up"
    case .stopped(wasKilled: true): "it was asked to stop, and then killed"
    case .stopped(wasKilled: false): "it was stopped before it was done"
    }
  }

  /// The notification that tells it; `lastLine` is the last thing the command said.
  public func text(
    of project: Project, lastLine: String?, notes: [String] = [], home: String?
  ) -> NotificationText {
    let name = project.shownName
    let said = lastLine.map { "\n\($0.cutInTheMiddle(160).quoted)" } ?? ""
    let place =
      notes.map { "\($0.prefix(1).uppercased())\($0.dropFirst()).\n" }.joined()
      + project.commandAndPlace(home: home)
    let retry = "Look: killall-tofu logs \(project.shellName)"
    switch self {
    case .destroyed:
      return NotificationText(summary: "\(name) was destroyed", body: place)
    case .interrupted:
      return NotificationText(
        summary: "\(name): the teardown was interrupted",
        body: "Nobody saw how it ended, so it is not run again by itself.\n\(place)\n\(retry)")
    case .stopped:
      return NotificationText(
        summary: "\(name): the teardown was stopped",
        body: "What it had not destroyed yet is left, and may go on costing money.\(said)\n\(place)\n\(retry)"
      )
    case .unverified:
      return NotificationText(
        summary: "\(name) may not be all destroyed",
        body:
          "The command ended well, but whether anything is left could not be looked up.\(said)\n\(place)\n\(retry)"
      )
    case .leftBehind(let names, let count):
      return NotificationText(
        summary: "\(name) is not all destroyed",
        body: "The command ended well, but \(left(names, count)).\n\(place)\n\(retry)")
    default:
      return NotificationText(
        summary: "\(name) could not be destroyed",
        body: "\(words.prefix(1).uppercased())\(words.dropFirst()).\(said)\n\(place)\n\(retry)")
    }
  }
}

/// How much is left, and what, such as `2 resources are left: a, b`.
private func left(_ names: [String], _ count: Int) -> String {
  let shown = names.prefix(5).map { $0.oneLine.cutInTheMiddle(60) }.joined(separator: ", ")
  let more = count > min(5, names.count) ? " and \(count - min(5, names.count)) more" : ""
  return "\(count) \(count == 1 ? "resource is" : "resources are") left: \(shown)\(more)"
}

extension Project {
  /// The notification that a teardown began.
  public func startedText(home: String?) -> NotificationText {
    NotificationText(summary: "\(shownName) is being destroyed", body: commandAndPlace(home: home))
  }

  /// The notification that tells what an extension, a cancellation or a resumption did.
  public func changedText(by change: UserAction, at now: Timestamp) -> NotificationText {
    let then = awaitsUser ? "Nothing is destroyed by itself: you are asked" : "It is destroyed"
    let when = deadline.map { "\(then) at \($0.clockTime(at: now)), in \(($0 - now).words)." } ?? ""
    switch change {
    case .extend: return NotificationText(summary: "\(shownName) was extended", body: when)
    case .resume: return NotificationText(summary: "\(shownName) is scheduled again", body: when)
    case .retry: return NotificationText(summary: "\(shownName): its teardown is tried again", body: "")
    case .destroy:
      return NotificationText(
        summary: "\(shownName) is destroyed now",
        body: "Its teardown begins as soon as nothing else is in its way.\n"
          + "Stop it with: killall-tofu cancel \(shellName)")
    case .kill: return NotificationText(summary: "\(shownName): its teardown is killed", body: "")
    case .cancel where status == .destroying:
      return NotificationText(
        summary: "\(shownName) is asked to stop",
        body: "What it is doing it may finish first. No further attempt follows.")
    case .cancel:
      return NotificationText(
        summary: "\(shownName) is kept",
        body: "Its teardown is cancelled, so it may go on costing money.\n"
          + "Watch over it again with: killall-tofu resume \(shellName)")
    }
  }

  /// The notification that an action was not carried out.
  public func refusedText(_ action: UserAction, because refusal: Refusal) -> NotificationText {
    NotificationText(
      summary: "\(shownName): not \(action.done)", body: words(of: refusal, home: nil))
  }
}

extension UserAction {
  /// The participle, as in "not extended".
  public var done: String {
    switch self {
    case .extend: "extended"
    case .cancel: "cancelled"
    case .resume: "resumed"
    case .retry: "tried again"
    case .destroy: "destroyed"
    case .kill: "killed"
    }
  }
}
