public import Deadlines

extension Sequence<Project> {
  /// What is said when the machine is about to sleep through the deadlines of these projects.
  public func sleepText(at moment: Moment, policy: Policy) -> NotificationText {
    let now = moment.wall
    let projects = Array(self)
    let then = tr(
      "Nothing is destroyed while it sleeps, so this goes on costing money. Back awake you are warned first.")
    if projects.count == 1, let project = projects.first, let due = project.due(at: moment, policy: policy) {
      return NotificationText(
        summary: tr("\(project.shownName) outlives its deadline if this machine sleeps"),
        body: "\(tr("It is due \(due.atClockTime(at: now)), \(due.away(from: now)).")) \(then)")
    }
    let lines = projects.prefix(Policy.namedTogether).map { project in
      "\(project.shownName): \(project.due(at: moment, policy: policy)?.clockTime(at: now) ?? "")"
    }
    let count = projects.count
    return NotificationText(
      summary: tr(
        count, one: "\(count) project outlives its deadline if this machine sleeps",
        many: "\(count) projects outlive their deadlines if this machine sleeps"),
      body: (lines + (count - lines.count).moreLine + [then]).joined(separator: "\n"))
  }

  /// Why the machine must not be switched off while these are being destroyed, as a system dialogue shows it.
  public var whyStayOn: String {
    let names = map { $0.shownName.quoted }
    guard !names.isEmpty else {
      return tr("Destroying a project: switching off now could leave half of it behind")
    }
    return tr("Destroying \(names.named(3)): switching off now could leave half of it behind")
  }
}
