import ArgumentParser
import Daemon
import Deadlines
import Executor
import ProjectStore
import Wording

struct Cancel: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give a teardown up; the project is kept.",
    discussion: """
      Nothing happens to the project until it is resumed. A teardown that runs is asked to stop, as by Ctrl-C, and \
      no further attempt follows; it may finish what it is at.

      EXAMPLE:
        killall-tofu cancel demo
        killall-tofu resume demo
      """)

  @Flag(help: "Kill a teardown that was asked to stop and goes on; what it was at stays half done.")
  var kill = false

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let session = try await Session.open(file)
    if kill { return try await session.kill(argument.project) }
    let project = try await session.carryOut(.cancel, on: argument.project)
    let last = try await session.store.executions.last(of: project.id)
    if project.isRunning || last?.lives(session.executor) == true {
      // Where its supervisor was killed a daemon asks as well, and it is asked once.
      for line in try await session.stop(project) { print(line) }
    }
    guard !project.isRunning else { return }
    print(session.words(of: .cancel, project))
  }
}
