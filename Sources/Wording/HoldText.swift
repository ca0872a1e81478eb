public import Deadlines

extension HoldReason {
  /// Why the project is held, as a sentence without a full stop.
  public var words: String {
    switch self {
    case .invalid: "what stands in the file cannot be carried out"
    case .untrusted: "its command has not been allowed"
    case .protected: "it is protected from deadlines"
    case .clock: "the system clock cannot be believed"
    case .interrupted: "nobody saw how its last teardown ended"
    case .overdue: "its deadline passed while nobody could act on it"
    case .unwarned: "nobody could be warned"
    }
  }
}

extension Project {
  /// Why it is held, as a sentence without a full stop, with what stood in the way of a warning.
  public var holdWords: String? { holdReason?.words(because: silence) }
}

extension HoldReason {
  /// Why a project is held, with what stands in the way of a warning where that is the reason.
  public func words(because silence: Silence?) -> String {
    words + (self == .unwarned ? silence.map { ", because \($0.words)" } ?? "" : "")
  }
}

extension Silence {
  /// What stands in the way of a warning.
  public var words: String {
    switch self {
    case .noServer: "no notification server is running"
    case .refused: "the notification server did not accept the warning"
    case .paused: "notifications are paused"
    case .disabled: "notifications are switched off in the settings"
    }
  }
}

extension Flaw {
  /// What is wrong with the row, with the value and a way out.
  public var words: String {
    switch self {
    case .timeout(let text, let error): error.words(about: text)
    case .path(let path): "the path \(path.quoted) is not absolute; use one that starts with /"
    case .file(let trouble): "its project file makes no sense: \(trouble.oneLine)"
    case .settings(let trouble):
      "the settings make no sense, and none are known that ever did: \(trouble.oneLine)"
    case .config(let text):
      "what is kept of its own settings makes no sense: \(text.quoted); mend the column config, or set it to NULL"
    case .command:
      "the command is empty or holds a NUL character; name the shell line that tears the project down"
    }
  }
}

extension DurationError {
  /// What is wrong with the duration `text`, with examples of what is understood.
  public func words(about text: String) -> String {
    let examples = "; write for example 30s, 15 min, 2 hours or 1h30m"
    let value = text.quoted
    switch self {
    case .empty: return "the duration is empty\(examples)"
    case .missingUnit(let number): return "the duration \(value) names no unit after \(number)\(examples)"
    case .unknownUnit(let unit): return "the duration \(value) has the unknown unit \(unit.quoted)\(examples)"
    case .unreadable(let rest): return "the duration \(value) cannot be read at \(rest.quoted)\(examples)"
    case .outOfRange: return "the duration \(value) is not between 1 second and 365 days\(examples)"
    }
  }
}

extension String {
  /// The text in quotes as an error names it: on one line and not too long.
  public var quoted: String { "“\(oneLine.cutInTheMiddle(80))”" }
}

extension HoldReason {
  /// What the user can do about it, as the end of a sentence; empty where waiting is all.
  var wayOn: String {
    switch self {
    case .invalid: "; cancel it, then register it anew with killall-tofu add"
    case .interrupted, .clock: "; look, then killall-tofu resume"
    case .untrusted, .protected, .overdue, .unwarned: ""
    }
  }
}

extension Project {
  /// The notification that the project is held.
  public func heldText(_ reason: HoldReason, home: String?) -> NotificationText {
    guard reason == .invalid, let flaw else {
      return NotificationText(
        summary: "\(shownName) is held",
        body: "Not destroyed: \(reason.words).\n\(commandAndPlace(home: home))")
    }
    let place = path.oneLine.abbreviated(home: home).cutInTheMiddle(80)
    return NotificationText(
      summary: "\(shownName) is held",
      body: """
        Not destroyed: \(flaw.words).
        Register it anew: killall-tofu cancel \(shellName), then killall-tofu add \(place)
        """)
  }
}

extension Sequence<Project> {
  /// The notification that these projects are held; of one that is left, its own.
  public func heldText(home: String?) -> NotificationText {
    let projects = Array(self)
    if projects.count == 1, let left = projects.first, let reason = left.holdReason {
      return left.heldText(reason, home: home)
    }
    let named = projects.prefix(Policy.namedTogether)
    let lines = named.grouped { $0.holdWords ?? "held" }
    let more = projects.count - named.count
    let rest = more > 0 ? ["and \(more) more"] : []
    let hint = "None of them is destroyed until that is settled. See them all: killall-tofu list"
    return NotificationText(
      summary: "\(projects.count) projects are held", body: (lines + rest + [hint]).joined(separator: "\n"))
  }
}
