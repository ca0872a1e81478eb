import ArgumentParser
import Daemon
import Deadlines
import ProjectStore
import Wording

struct Remove: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hide a project that is over; nothing is deleted.",
    discussion: """
      Its history stays and is found by its number or path; add, init and resume bring it back. To delete it for good: \
      killall-tofu purge.

      EXAMPLE:
        killall-tofu remove demo
      """)

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let session = try await Session.open(file)
    let project = try await session.find(argument.project)
    do {
      let row = try await session.store.projects.remove(project.id, at: session.clock.now())
      print(RemovalText.removed(row, isNews: !project.isRemoved))
    } catch {
      throw Failure(error, about: project)
    }
  }
}
