public import Deadlines

// How several teardowns ended, in one notification.

/// How many the one notification of many endings names.
private let namedEndings = 12

/// Tells that these projects were destroyed.
public func destroyedText(_ projects: [Project]) -> NotificationText {
  let names = projects.prefix(namedEndings).map(\.shownName).joined(separator: ", ")
  let rest = projects.count - min(namedEndings, projects.count)
  return NotificationText(
    summary: "\(projects.count.of("project")) \(projects.count == 1 ? "was" : "were") destroyed",
    body: names + (rest > 0 ? "\nand \(rest) more; see them all: killall-tofu history" : ""))
}

/// Tells that the teardowns of these projects went wrong, and how.
public func failedText(_ ended: [(project: Project, outcome: Outcome)]) -> NotificationText {
  var lines: [(names: [String], words: String)] = []
  for (project, outcome) in ended.prefix(namedEndings) {
    let words = outcome.words
    if let place = lines.firstIndex(where: { $0.words == words }) {
      lines[place].names.append(project.shownName)
    } else {
      lines.append(([project.shownName], words))
    }
  }
  let rest = ended.count - min(namedEndings, ended.count)
  let told = lines.map { "\($0.names.joined(separator: ", ")): \($0.words)" }
  let more = rest > 0 ? ["and \(rest) more; see them all: killall-tofu list"] : []
  let name = ended.count == 1 ? ended.first?.project.shellName ?? "NAME" : "NAME"
  return NotificationText(
    summary: "\(ended.count.of("teardown")) went wrong",
    body: (told + more + ["What it may have left goes on costing money. Look: killall-tofu logs \(name)"])
      .joined(separator: "\n"))
}
