public import Deadlines

extension Sequence<Project> {
  /// The notification that sums up these active projects: the next deadline first, then what is held or has failed.
  public func overviewText(at now: Timestamp, policy: Policy, home: String?) -> NotificationText {
    let all = Array(self)
    guard !all.isEmpty else {
      return NotificationText(
        summary: tr("No project is watched over"),
        body: tr("Register one in its directory: killall-tofu add --timeout 2h"))
    }
    let calm = all.filter { !$0.status.isStalled }.sorted { $0.overviewOrder < $1.overviewOrder }
    let stalled = all.filter(\.status.isStalled).sorted { $0.overviewOrder < $1.overviewOrder }
    let (calmLines, calmRest) = calm.lines(shown: overviewLines) { $0.overviewLine(at: now) }
    let (stalledLines, stalledRest) = stalled.lines(shown: overviewLines) { project in
      let why =
        project.status == .failed
        ? tr("its teardown failed") : tr("held: \(project.holdWords(under: policy, home: home) ?? "")")
      return "\(project.shownName): \(why)"
    }
    let rest = calmRest + stalledRest
    let more =
      rest > 0
      ? tr(
        rest, one: "and \(rest) more; see them all: killall-tofu list",
        many: "and \(rest) more; see them all: killall-tofu list") : tr("More: killall-tofu show NAME")
    return NotificationText(
      summary: summary(of: all, calm.first { $0.status == .scheduled }, at: now),
      body: (calmLines + stalledLines + [more]).joined(separator: "\n"))
  }

  private func summary(of all: [Project], _ next: Project?, at now: Timestamp) -> String {
    let count = all.count
    let active = tr(count, one: "\(count) active project", many: "\(count) active projects")
    guard let deadline = next?.deadline else { return active }
    return deadline > now
      ? tr("\(active), the next deadline in \((deadline - now).glanceAway)") : tr("\(active), one is due")
  }
}

/// So many of each kind are named.
private let overviewLines = 4

extension [Project] {
  /// The first of them as lines, and how many are left.
  fileprivate func lines(shown: Int, _ line: (Project) -> String) -> (lines: [String], rest: Int) {
    (prefix(shown).map(line), Swift.max(0, count - shown))
  }
}

extension Project {
  /// What comes first in an overview.
  fileprivate var overviewOrder: (Timestamp, ID) { (deadline ?? Timestamp(.max), id) }

  fileprivate func overviewLine(at now: Timestamp) -> String {
    let what: String
    switch (status, deadline) {
    case (.destroying, _):
      what = isRunning ? tr("is being destroyed") : tr("is to be destroyed; its next attempt waits")
    case (_, let deadline?) where awaitsUser: what = tr("you are asked \(deadline.atClockTime(at: now))")
    case (_, let deadline?) where deadline > now:
      what = tr("destroyed in \((deadline - now).glanceAway), \(deadline.atClockTime(at: now))")
    case (_, _?): what = tr("is due")
    case (_, nil): what = tr("has no deadline yet")
    }
    return "\(shownName): \(what)"
  }
}

/// What is said of the settings file when it is to be opened.
public enum SettingsFileText {
  /// There is none.
  public static func none(at path: String, home: String?) -> NotificationText {
    NotificationText(
      summary: tr("There is no settings file"),
      body: tr(
        """
        Every setting has its default. It would lie at \(path.oneLine.abbreviated(home: home)); \
        killall-tofu config show prints what is in force.
        """))
  }
}
