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
    let hint = canAct ? [] : ["Keep one with: killall-tofu extend NAME 1h"]
    let first = warnings.compactMap(\.due).min()
    let when =
      first.map { "will be destroyed, the first \($0.away(from: now))" } ?? "were forgotten: please decide"
    return NotificationText(
      summary: "\(warnings.count) projects \(when)", body: (lines + hint).joined(separator: "\n"))
  }
}

extension Warning {
  fileprivate func line(at now: Timestamp) -> String {
    guard let due else { return "waits for you, its deadline passed long ago" }
    let time = due > now ? "\(due.clockTime(at: now)), \(due.away(from: now))" : "as soon as a place is free"
    return kind == .overdue ? "overdue, \(time)" : time
  }
}

extension Sequence<Project> {
  /// What one click on a summary did: these were extended, and these texts say which were not, and why.
  public func extendedText(refused: [String], at now: Timestamp) -> NotificationText {
    let lines = map { "\($0.shownName): now \($0.deadline?.clockTime(at: now) ?? "without a deadline")" }
    let count = lines.count
    return NotificationText(
      summary: count == 0
        ? "Nothing was extended" : "\(count) project\(count == 1 ? " was" : "s were") extended",
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
    let more = reminders.count - named.count
    let rest = more > 0 ? ["and \(more) more"] : []
    return NotificationText(
      summary: "\(reminders.count) projects still wait for you",
      body: (lines + rest + ["Look: killall-tofu show \(first.project.shellName)"]).joined(separator: "\n"))
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
      ? "Why: killall-tofu history \(project.shellName). Once more: killall-tofu resume \(project.shellName)"
      : project.nextStep(at: now, policy: policy, home: home)
    return NotificationText(
      summary: "\(project.shownName) is still there",
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
    let span = stalledSince.flatMap { $0 < now.wall ? (now.wall - $0).glance : nil }
    if status == .failed { return "its teardown failed" + (span.map { " \($0) ago" } ?? "") }
    if holdReason == .overdue, let due = due(at: now, policy: policy), due > now.wall {
      return "overdue, destroyed at \(due.clockTime(at: now.wall))"
    }
    let held = "held" + (span.map { " for \($0)" } ?? "")
    return isBrief ? held : held + (holdWords(under: policy, home: home).map { ": \($0)" } ?? "")
  }
}

extension String {
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
