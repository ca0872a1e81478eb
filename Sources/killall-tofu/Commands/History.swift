import ArgumentParser
import Daemon
import Deadlines
import ProjectStore
import Settings
import Wording

struct History: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what happened to a project, or to all.",
    discussion: """
      Without PROJECT, in a directory that is no project's: all projects.

      EXAMPLE:
        killall-tofu history demo
        killall-tofu history --json
      """)

  @Flag(help: "Print a JSON array for programs.")
  var json = false

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    if argument.project == nil,
      Session.isUnused(file.path(in: places), places)
    {
      return print(json ? "[]" : "No projects, so no history.")
    }
    let session = try await Session.open(file)
    var records: [HistoryRecord] = []
    for project in try await projects(session) {
      let executions = try await session.store.executions.of(project.id)
      let events = try await session.store.events.of(project.id)
      sayLeftOut(executions.damaged + events.damaged, session)
      records.append(HistoryRecord(project: project, executions: executions.values, events: events.values))
    }
    if json { return try printJSON(records) }
    guard !records.isEmpty else { return print("No projects, so no history.") }
    for (place, record) in records.enumerated() {
      if place > 0 { print("") }
      for line in record.story(on: .output, home: places.home) { print(line) }
    }
  }

  private func projects(_ session: Session) async throws -> [Project] {
    do {
      return [try await session.find(argument.project)]
    } catch let failure as Failure {
      guard argument.project == nil, failure.code == .noProject else { throw failure }
      let projects = try await session.store.projects.all()
      sayLeftOut(projects.damaged, session)
      return projects.values
    }
  }

  private func sayLeftOut(_ rows: [DamagedRow], _ session: Session) {
    for row in rows { tell("left out: \(row.words(inFileAt: session.database))") }
  }
}
