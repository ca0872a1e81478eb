public import Deadlines

extension Sequence<Project> {
  /// What is said when the machine is about to sleep through the deadlines of these projects.
  public func sleepText(at moment: Moment, policy: Policy) -> NotificationText {
    let now = moment.wall
    let projects = Array(self)
    let then =
      "Nothing is destroyed while it sleeps, so this goes on costing money. "
      + "Back awake you are warned first."
    if projects.count == 1, let project = projects.first, let due = project.due(at: moment, policy: policy) {
      return NotificationText(
        summary: "\(project.shownName) outlives its deadline if this machine sleeps",
        body: "It is due at \(due.clockTime(at: now)), \(due.away(from: now)). \(then)")
    }
    let lines = projects.prefix(Policy.namedTogether).map { project in
      "\(project.shownName): \(project.due(at: moment, policy: policy)?.clockTime(at: now) ?? "")"
    }
    let more = projects.count - lines.count
    let rest = more > 0 ? ["and \(more) more"] : []
    return NotificationText(
      summary: "\(projects.count) projects outlive their deadlines if this machine sleeps",
      body: (lines + rest + [then]).joined(separator: "\n"))
  }

  /// Why the machine must not be switched off while these are being destroyed, as a system dialogue shows it.
  public var whyStayOn: String {
    let names = prefix(3).map { $0.shownName.quoted }
    let more = Array(self).count - names.count
    let list =
      names.isEmpty ? "a project" : names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    return "Destroying \(list): switching off now could leave half of it behind"
  }
}
