import ArgumentParser
import Deadlines
import Wording

struct Resume: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Schedule a project again, or let a held one run.",
    discussion: """
      For what was cancelled, was destroyed, failed or is held. A deadline further off than the notice is kept; else \
      it is now plus the timeout.

      EXAMPLE:
        killall-tofu resume demo
      """)

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let session = try await Session.open(file)
    let project = try await session.carryOut(.resume, on: argument.project)
    print("\(project.shownName) is \(session.whenDestroyed(project)).")
    await session.startDaemon()
  }
}
