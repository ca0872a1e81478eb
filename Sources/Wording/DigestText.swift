public import Deadlines

// One notification that speaks of several projects.

extension Sequence<Warning> {
  /// The text of one notification that warns of several projects at `now`, each named with its time.
  public func text(
    at now: Timestamp, canAct: Bool, briefings: [Project.ID: Briefing] = [:]
  ) -> NotificationText {
    let warnings = Array(self)
    let lines = warnings.map { warning in
      let resources = briefings[warning.project.id]?.resources
      let goes = resources.map { "; \($0.words.prefix(1).lowercased())\($0.words.dropFirst())" } ?? ""
      return "\(warning.project.shownName): \(warning.line(at: now))\(goes)"
    }
    let hint = canAct ? [] : [tr("Keep one with: killall-tofu extend NAME 1h")]
    let count = warnings.count
    let summary =
      warnings.compactMap(\.due).min().map { first in
        let when = first.away(from: now)
        return tr(
          count, one: "\(count) project will be destroyed, \(when)",
          many: "\(count) projects will be destroyed, the first \(when)")
      }
      ?? tr(
        count, one: "\(count) project was forgotten: please decide",
        many: "\(count) projects were forgotten: please decide")
    return NotificationText(summary: summary, body: (lines + hint).joined(separator: "\n"))
  }
}

extension Warning {
  fileprivate func line(at now: Timestamp) -> String {
    guard let due else { return tr("waits for you, its deadline passed long ago") }
    let time =
      due > now ? "\(due.clockTime(at: now)), \(due.away(from: now))" : tr("as soon as a place is free")
    return kind == .overdue ? tr("overdue, \(time)") : time
  }
}

extension Sequence<Project> {
  /// What one click on a summary did: these were extended, and these texts say which were not, and why.
  public func extendedText(refused: [String], at now: Timestamp) -> NotificationText {
    let lines = map { project in
      let deadline = project.deadline?.clockTime(at: now) ?? tr("without a deadline")
      return tr("\(project.shownName): now \(deadline)")
    }
    let count = lines.count
    return NotificationText(
      summary: count == 0
        ? tr("Nothing was extended")
        : tr(count, one: "\(count) project was extended", many: "\(count) projects were extended"),
      body: (lines + refused).joined(separator: "\n"))
  }
}

extension Sequence<Reminder> {
  /// The text that brings held and failed projects up again at `now`.
  public func text(at now: Moment, policy: Policy, home: String?) -> NotificationText {
    let reminders = Array(self)
    guard reminders.count > 1, let first = reminders.first else {
      return reminders.first?.text(at: now, policy: policy, home: home)
        ?? NotificationText(summary: "", body: "")
    }
    let named = reminders.prefix(Policy.namedTogether)
    let lines = named.map(\.project).grouped { $0.standstill(at: now, policy: policy, home: home) }
    let count = reminders.count
    let hint = tr("Look: killall-tofu show \(first.project.shellName)")
    return NotificationText(
      summary: tr(
        count, one: "\(count) project still waits for you", many: "\(count) projects still wait for you"),
      body: (lines + (count - named.count).moreLine + [hint]).joined(separator: "\n"))
  }
}

extension Sequence<Project> {
  /// A line for each thing that is said, with the names of all of which it is said.
  func grouped(by saying: (Project) -> String) -> [String] {
    var lines: [(names: [String], text: String)] = []
    for project in self {
      let text = saying(project)
      if let place = lines.firstIndex(where: { $0.text == text }) {
        lines[place].names.append(project.shownName)
      } else {
        lines.append(([project.shownName], text))
      }
    }
    return lines.map { "\($0.names.joined(separator: ", ")): \($0.text)" }
  }
}

extension Reminder {
  fileprivate func text(at now: Moment, policy: Policy, home: String?) -> NotificationText {
    // What follows says why.
    let isExplained = project.holdReason == .protected || project.holdReason == .untrusted
    let next =
      project.status == .failed
      ? tr(
        "Why: killall-tofu history \(project.shellName). Try again: killall-tofu destroy \(project.shellName)"
      )
      : project.nextStep(at: now, policy: policy, home: home)
    return NotificationText(
      summary: tr("\(project.shownName) is still there"),
      body: """
        \(project.standstill(at: now, policy: policy, home: home, isBrief: isExplained).capitalised).
        \(project.commandAndPlace(home: home))
        \(next)
        """)
  }
}

extension Project {
  /// Why nothing goes on with it, and since when, as a sentence without a full stop.
  ///
  /// - Parameter isBrief: whether the reason of a hold is said elsewhere.
  fileprivate func standstill(
    at now: Moment, policy: Policy, home: String?, isBrief: Bool = false
  ) -> String {
    let span = stalledSince.flatMap { $0 < now.wall ? now.wall - $0 : nil }
    if status == .failed {
      return span.map { tr("its teardown failed \($0.glanceAway) ago") } ?? tr("its teardown failed")
    }
    if holdReason == .overdue, let due = due(at: now, policy: policy), due > now.wall {
      return tr("overdue, destroyed \(due.atClockTime(at: now.wall))")
    }
    let held = span.map { tr("held for \($0.glance)") } ?? tr("held")
    return isBrief ? held : held + (holdWords(under: policy, home: home).map { ": \($0)" } ?? "")
  }
}

extension String {
  /// The text as the beginning of a sentence.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

extension Int {
  /// The last line of a list that leaves out so many; none where that is nothing.
  var moreLine: [String] { self > 0 ? [tr(self, one: "and \(self) more", many: "and \(self) more")] : [] }
}

extension Collection<String> {
  /// The first `limit` of them in a sentence, and how many more there are of `total`, which is all where it is nil.
  func named(_ limit: Int, of total: Int? = nil) -> String {
    let names = prefix(limit).joined(separator: ", ")
    let more = (total ?? count) - limit
    return more > 0 ? tr(more, one: "\(names) and \(more) more", many: "\(names) and \(more) more") : names
  }
}
