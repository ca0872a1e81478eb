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
    }
  }

  /// The notification that tells it; `lastLine` is the last thing the command said.
  public func text(of project: Project, lastLine: String?, home: String?) -> NotificationText {
    let name = project.shownName
    let said = lastLine.map { "\n\($0.cutInTheMiddle(160).quoted)" } ?? ""
    let place = project.commandAndPlace(home: home)
    let retry = "Look: killall-tofu history \(project.shellName)"
    switch self {
    case .destroyed:
      return NotificationText(summary: "\(name) was destroyed", body: place)
    case .interrupted:
      return NotificationText(
        summary: "\(name): the teardown was interrupted",
        body: "Nobody saw how it ended, so it is not run again by itself.\n\(place)\n\(retry)")
    default:
      return NotificationText(
        summary: "\(name) could not be destroyed",
        body: "\(words.prefix(1).uppercased())\(words.dropFirst()).\(said)\n\(place)\n\(retry)")
    }
  }
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
      summary: "\(shownName): not \(action.done)", body: refusal.words(about: shownName))
  }
}

extension UserAction {
  /// The participle, as in "not extended".
  public var done: String {
    switch self {
    case .extend: "extended"
    case .cancel: "cancelled"
    case .resume: "resumed"
    }
  }
}
