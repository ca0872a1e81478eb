public import Deadlines

// How several teardowns ended, in one notification.

/// How many the one notification of many endings names.
private let namedEndings = 12

/// The names of the first, and in a line of its own how many more there are.
private func named(_ projects: [Project], more: (_ rest: Int) -> String) -> String {
  let names = projects.prefix(namedEndings).map(\.shownName).joined(separator: ", ")
  let rest = projects.count - namedEndings
  return rest > 0 ? "\(names)\n\(more(rest))" : names
}

/// Tells that teardowns of these projects run.
public func startedText(_ projects: [Project]) -> NotificationText {
  let running = projects.count
  return NotificationText(
    summary: tr(
      running, one: "\(running) project is being destroyed",
      many: "\(running) projects are being destroyed"),
    body: named(projects) { rest in
      tr(
        rest, one: "and \(rest) more; see them all: killall-tofu list",
        many: "and \(rest) more; see them all: killall-tofu list")
    })
}

/// Tells that these projects were destroyed.
public func destroyedText(_ projects: [Project]) -> NotificationText {
  let count = projects.count
  return NotificationText(
    summary: tr(count, one: "\(count) project was destroyed", many: "\(count) projects were destroyed"),
    body: named(projects) { rest in
      tr(
        rest, one: "and \(rest) more; see them all: killall-tofu history",
        many: "and \(rest) more; see them all: killall-tofu history")
    })
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
  let more = tr(
    rest, one: "and \(rest) more; see them all: killall-tofu list",
    many: "and \(rest) more; see them all: killall-tofu list")
  let name = ended.count == 1 ? ended.first?.project.shellName ?? "NAME" : "NAME"
  let count = ended.count
  let hint = tr("What it may have left goes on costing money. Look: killall-tofu logs \(name)")
  return NotificationText(
    summary: tr(count, one: "\(count) teardown went wrong", many: "\(count) teardowns went wrong"),
    body: (told + (rest > 0 ? [more] : []) + [hint]).joined(separator: "\n"))
}
