import ArgumentParser
import Deadlines
import Wording

struct Resume: UserCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Schedule a project again that was cancelled, destroyed, failed or held, or let one run that asks you.",
    discussion: """
      A deadline further off than the notice is kept; else it is now plus the timeout.

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
