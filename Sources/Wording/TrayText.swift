public import Deadlines

/// What the tray icon and its menu say, but for the lines of projects.
public enum TrayText {
  /// What the icon is called.
  public static let title = "Killall-Tofu"
  /// Opens the submenu of what happened last.
  public static var recentActivity: String { tr("Recent activity", in: "menu") }
  /// Stands in it while nothing has.
  public static var nothingHappened: String { tr("Nothing has happened yet", in: "menu") }
  /// Opens the settings file.
  public static var settings: String { tr("Settings file", in: "menu") }
  /// Opens a project's directory.
  public static var openFolder: String { tr("Open folder", in: "menu") }
  /// Asks whether to destroy a project now whose teardown failed.
  public static var retry: String { tr("Try again …", in: "menu") }
  /// Stands where projects would.
  public static var noProject: String { tr("No active project") }
  /// Ends the daemon.
  public static var quit: String { tr("Quit", in: "menu") }
  /// Ends it although projects are active.
  public static var quitAnyway: String { tr("Quit anyway", in: "menu") }

  /// Holds notifications back.
  public static func pause(for duration: Duration) -> String {
    tr("Pause notifications for \(duration.words)", in: "menu")
  }

  /// Says that they are held back; picking it ends that.
  public static func paused(until end: Timestamp, at now: Timestamp) -> String {
    tr("Notifications are paused until \(end.clockTime(at: now))")
  }

  /// Stands for the projects that have no line of their own.
  public static func more(_ count: Int) -> String {
    tr(count, one: "and \(count) more", many: "and \(count) more")
  }

  /// What follows the title where the pointer rests on the icon.
  ///
  /// Times are told, not what is left of them: what rests there stays true while it is read.
  public static func toolTip(
    of situation: Situation, next: Project?, pausedUntil: Timestamp?, at now: Timestamp
  ) -> String {
    var lines: [String] = []
    if let next, let due = situation.due {
      lines.append(
        due > now
          ? tr("\(next.shownName) is destroyed \(due.atClockTime(at: now))") : tr("\(next.shownName) is due"))
    }
    let (running, waiting, active) = (situation.running, situation.waiting, situation.active)
    if running > 0 {
      lines.append(
        tr(
          running, one: "\(running) project is being destroyed",
          many: "\(running) projects are being destroyed"))
    }
    if waiting > 0 {
      lines.append(
        tr(waiting, one: "\(waiting) project waits for you", many: "\(waiting) projects wait for you"))
    }
    let rest = situation.active - situation.waiting - situation.running - (next == nil ? 0 : 1)
    if situation.active == 0 {
      lines.append(noProject)
    } else if rest > 0 {
      lines.append(
        tr(active, one: "\(active) active project in all", many: "\(active) active projects in all"))
    }
    if let pausedUntil { lines.append(paused(until: pausedUntil, at: now)) }
    return lines.joined(separator: "\n")
  }

  /// What does not happen while no daemon runs, in lines that fit a menu.
  public static func quitting(_ active: Int, next: Timestamp?, at now: Timestamp) -> [String] {
    let projects = tr(
      active, one: "\(active) project is then neither warned of nor destroyed",
      many: "\(active) projects are then neither warned of nor destroyed")
    guard let next, next > now else { return [projects] }
    return [projects, tr("The next is due \(next.atClockTime(at: now))")]
  }

  /// What happened last, one thing.
  public static func activity(_ event: LogEvent, of project: Project?, at now: Timestamp) -> String {
    let name = project.map { "\($0.shownName): " } ?? ""
    return "\(event.createdAt.clockTime(at: now))  \(name)\(event.told)".fitted(to: 72)
  }
}

extension Project {
  /// How many columns a line of the menu takes at most.
  private static let trayWidth = 72

  /// Its line in the menu: what it is called, and what becomes of it when.
  public func trayLine(at moment: Moment, policy: Policy) -> String {
    let words = trayWords(at: moment, policy: policy)
    // What becomes of it is read first, so the name gives way.
    let name = shownName.fitted(to: max(16, Self.trayWidth - words.displayWidth - 2))
    return "\(name): \(words)".fitted(to: Self.trayWidth)
  }

  private func trayWords(at moment: Moment, policy: Policy) -> String {
    let now = moment.wall
    switch status {
    case .failed: return tr("its teardown failed")
    case .destroying where isBetweenAttempts:
      guard let next = attempts?.nextAt, next > now else { return tr("its next attempt is due") }
      return tr("its next attempt is \(next.away(from: now)), \(next.atClockTime(at: now))")
    case .destroying where attempts?.stopRequestedAt != nil: return tr("is asked to stop")
    case .destroying: return tr("is being destroyed")
    case .destroyed, .cancelled: return status.word
    case .held where holdReason == .protected: return tr("protected", in: "state")
    case .held where holdReason != .overdue:
      return tr("held: \(holdReason?.words ?? "")")
    case .scheduled, .held: break
    }
    guard let due = due(at: moment, policy: policy) else {
      return status == .held ? tr("overdue", in: "state") : tr("has no deadline yet")
    }
    guard due > now else { return tr("is due") }
    return awaitsUser
      ? tr("you are asked \(due.atClockTime(at: now))")
      : tr("\(due.away(from: now)), \(due.atClockTime(at: now))")
  }
}

extension LogEvent {
  /// What kind of thing happened; the line of the audit log is long, and in English for good.
  fileprivate var told: String {
    switch kind {
    case .created: tr("registered", in: "what happened")
    case .configured: tr("changed", in: "what happened")
    case .warned: tr("warned", in: "what happened")
    case .extended: tr("extended", in: "what happened")
    case .cancelled: tr("cancelled", in: "what happened")
    case .held: tr("held", in: "what happened")
    case .executed: tr("teardown started", in: "what happened")
    case .destroyed: tr("destroyed", in: "what happened")
    case .error: tr("went wrong", in: "what happened")
    }
  }
}
