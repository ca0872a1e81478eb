import ArgumentParser
import Deadlines
import Wording

struct Cancel: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give a teardown up: the project is kept until it is resumed.",
    discussion: """
      EXAMPLE:
        killall-tofu cancel demo
      """)

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let session = try await Session.open(file)
    let project = try await session.carryOut(.cancel, on: argument.project)
    print("\(project.shownName) is kept. Schedule it again with: killall-tofu resume \(project.shellName)")
  }
}
