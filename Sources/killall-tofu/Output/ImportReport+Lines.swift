import Deadlines
import ProjectStore
import Settings
import Wording

extension ImportReport {
  /// The report as a person reads it.
  func lines(on terminal: Terminal) -> [String] {
    var lines = absent.map { "Not found: \(shown($0))" }
    if let plan { lines += databaseLines(plan, on: terminal) }
    if let settings {
      lines += fileLines(settings, "settings")
      if case .written = settings.fate, let daemon, !isDryRun {
        lines.append(
          "  killall-tofu daemon reads it at its next start, or now on SIGHUP: kill -HUP \(daemon)")
      }
    }
    if let ignore { lines += fileLines(ignore, "ignore patterns") }
    if isDryRun { lines.append("Nothing was written: this was a dry run.") }
    return lines
  }

  private func databaseLines(_ plan: ImportPlan, on terminal: Terminal) -> [String] {
    let taken = outcome.taken
    let present = Set(outcome.present.map(\.project.path))
    let history = plan.projects.filter { !present.contains($0.project.path) }
    let executions = history.reduce(0) { $0 + $1.executions.count }
    let events = history.reduce(outcome.events) { $0 + $1.events.count }
    var lines = [
      "\(isDryRun ? "Would take" : "Took") over from \(shown(plan.source)): \(taken.count.of("project")), "
        + "\(executions.of("execution")), \(events.of("event"))"
    ]
    if !taken.isEmpty { lines += capped(table(taken).lines(on: terminal).map { "  " + $0 }) }
    lines += capped(zip(taken, history.map(\.notes)).flatMap { remarks(on: $0, $1) })
    if plan.storedSettings > 0 {
      lines.append("  The settings in its table app_configurations are not taken over.")
    }
    if !outcome.present.isEmpty {
      lines.append("Registered already, left as they are:")
      lines += capped(outcome.present.map { "  \(shown($0.project.path))" })
    }
    if !plan.refused.isEmpty {
      lines.append("Not taken, \(plan.refused.count.of("row")):")
      lines += capped(plan.refused.map { "  \($0.words)" })
    }
    return lines
  }

  private func table(_ projects: [Project]) -> Table {
    Table(
      headings: ["PROJECT", "NOW", "COMMAND", "DIRECTORY"],
      rows: projects.map { project in
        [
          Table.Cell(project.shownName),
          Table.Cell(project.afterImport(at: now), project.status == .held ? .yellow : nil),
          Table.Cell(project.command), Table.Cell(shown(project.path)),
        ]
      }, yielding: [(3, 12), (2, 12), (1, 12)])
  }

  private func fileLines(_ file: FileReport, _ what: String) -> [String] {
    var lines: [String]
    switch file.fate {
    case .written: lines = ["\(isDryRun ? "Would write" : "Wrote") the \(what) to \(shown(file.target))"]
    case .same: lines = ["\(shown(file.target)) says already what the original's \(what) say"]
    case .nothing: lines = ["Nothing in \(shown(file.source)) can be taken over"]
    case .failed(let words): return ["The \(what) were not taken over: \(words)"]
    case .present:
      lines = ["\(shown(file.target)) is there already and stays as it is; it would have become:"]
      lines += (file.text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map {
        "  | \($0)".oneLine
      }
    }
    return lines + file.leftOut.map { "  \($0.key.oneLine): \($0.reason.words)" }
  }

  private func remarks(on project: Project, _ notes: [ImportNote]) -> [String] {
    let wayOn = project.wayOnAfterImport(without: Set(notes.flatMap(\.variableNames)).sorted())
    return notes.map { "  \(project.shownName): \($0.words)" }
      + (isDryRun || wayOn.isEmpty ? [] : ["  \(project.shownName): \(wayOn)"])
  }

  /// Nobody reads thousands of lines.
  private func capped(_ lines: [String]) -> [String] {
    let limit = 200
    guard lines.count > limit else { return lines }
    return lines.prefix(limit) + ["  … and \(lines.count - limit) more; --json names all"]
  }

  private func shown(_ path: String) -> String {
    path.oneLine.abbreviated(home: home)
  }
}
