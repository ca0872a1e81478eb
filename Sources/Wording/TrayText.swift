public import Deadlines

/// What the tray icon and its menu say, but for the lines of projects.
public enum TrayText {
  /// What the icon is called.
  public static let title = "Killall-Tofu"
  /// Opens the submenu of what happened last.
  public static let recentActivity = "Recent activity"
  /// Stands in it while nothing has.
  public static let nothingHappened = "Nothing has happened yet"
  /// Opens the settings file.
  public static let settings = "Settings file"
  /// Opens a project's directory.
  public static let openFolder = "Open folder"
  /// Stands where projects would.
  public static let noProject = "No active project"
  /// Ends the daemon.
  public static let quit = "Quit"
  /// Ends it although projects are active.
  public static let quitAnyway = "Quit anyway"

  /// Holds notifications back.
  public static func pause(for duration: Duration) -> String { "Pause notifications for \(duration.words)" }

  /// Says that they are held back; picking it ends that.
  public static func paused(until end: Timestamp, at now: Timestamp) -> String {
    "Notifications are paused until \(end.clockTime(at: now))"
  }

  /// Stands for the projects that have no line of their own.
  public static func more(_ count: Int) -> String { "and \(count) more" }

  /// What follows the title where the pointer rests on the icon.
  ///
  /// Times are told, not what is left of them: what rests there stays true while it is read.
  public static func toolTip(
    of situation: Situation, next: Project?, pausedUntil: Timestamp?, at now: Timestamp
  ) -> String {
    var lines: [String] = []
    if let next, let due = situation.due {
      lines.append(
        due > now ? "\(next.shownName) is destroyed at \(due.clockTime(at: now))" : "\(next.shownName) is due"
      )
    }
    if situation.running > 0 {
      lines.append(
        "\(situation.running.of("project")) \(situation.running == 1 ? "is" : "are") being destroyed")
    }
    if situation.waiting > 0 {
      lines.append("\(situation.waiting.of("project")) \(situation.waiting == 1 ? "waits" : "wait") for you")
    }
    let rest = situation.active - situation.waiting - situation.running - (next == nil ? 0 : 1)
    if situation.active == 0 {
      lines.append(noProject)
    } else if rest > 0 {
      lines.append("\(situation.active.of("active project")) in all")
    }
    if let pausedUntil { lines.append(paused(until: pausedUntil, at: now)) }
    return lines.joined(separator: "\n")
  }

  /// What does not happen while no daemon runs.
  public static func quitting(_ active: Int, next: Timestamp?, at now: Timestamp) -> String {
    let projects =
      "\(active.of("project")) \(active == 1 ? "is" : "are") then neither warned of nor destroyed"
    guard let next, next > now else { return projects }
    return "\(projects); the next is due at \(next.clockTime(at: now))"
  }

  /// What happened last, one thing, in few words; the log tells more.
  public static func activity(_ event: LogEvent, of project: Project?, at now: Timestamp) -> String {
    let time = event.createdAt.clockTime(at: now)
    guard let name = project?.shownName else { return "\(time)  \(event.kind.words)" }
    return "\(time)  \(name): \(event.kind.words)".fitted(to: 72)
  }
}

extension LogEvent.Kind {
  /// What happened, in two or three words.
  fileprivate var words: String {
    switch self {
    case .created: "registered"
    case .configured: "changed"
    case .warned: "warned of"
    case .extended: "extended"
    case .cancelled: "cancelled"
    case .held: "held"
    case .executed: "teardown began"
    case .destroyed: "destroyed"
    case .error: "teardown went wrong"
    }
  }
}

extension Project {
  /// Its line in the menu: what it is called, and what becomes of it when.
  public func trayLine(at moment: Moment, policy: Policy) -> String {
    "\(shownName): \(trayWords(at: moment, policy: policy))".fitted(to: 72)
  }

  private func trayWords(at moment: Moment, policy: Policy) -> String {
    let now = moment.wall
    switch status {
    case .failed: return "its teardown failed"
    case .destroying where isBetweenAttempts:
      guard let next = attempts?.nextAt, next > now else { return "its next attempt is due" }
      return "its next attempt is \(next.away(from: now)), at \(next.clockTime(at: now))"
    case .destroying where attempts?.stopRequestedAt != nil: return "is asked to stop"
    case .destroying: return "is being destroyed"
    case .destroyed, .cancelled: return status.rawValue
    case .held where holdReason == .protected: return "protected"
    case .held where holdReason != .overdue:
      return "held: \(holdReason?.words ?? "")"
    case .scheduled, .held: break
    }
    guard let due = due(at: moment, policy: policy) else {
      return status == .held ? "overdue" : "has no deadline yet"
    }
    guard due > now else { return "is due" }
    return awaitsUser
      ? "you are asked at \(due.clockTime(at: now))"
      : "\(due.away(from: now)), at \(due.clockTime(at: now))"
  }
}
