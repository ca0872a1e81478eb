import ArgumentParser
import Daemon
import Deadlines
import Discovery
import ProjectStore
import Settings
import Wording

struct Review: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a .killall.yaml, and what would run by it.",
    discussion: """
      Nothing is run, written or allowed by it.

      EXAMPLE:
        killall-tofu review ~/stacks/demo
      """)

  @OptionGroup var argument: FileArgument
  @OptionGroup var options: FileOptions

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    let (found, bytes) = try FileBytes.read(in: argument.directory)
    if bytes == nil, let failure = found.failure(in: places) { throw failure }
    var page = ReviewPage(found: found, bytes: bytes, places: places)
    if case .sound(let file, let digest) = found.content {
      let session =
        Session.isUnused(options.path(in: places), places) ? nil : try await Session.open(options)
      let settings = session?.settings ?? Session.settings(of: places)
      let registered = try await session?.store.projects.find(path: found.directory)
      await page.look(
        at: file, digest, registered: registered, settings: settings, clock: Clock.system)
    }
    for line in page.lines(on: .output) { print(line) }
    if found.failure(in: places) != nil { throw ExitCode(Failure.Code.refused.rawValue) }
  }
}
