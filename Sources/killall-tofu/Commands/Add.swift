import ArgumentParser
import Daemon
import Deadlines
import Executor
import Foundation
import ProjectStore
import Settings
import Wording

struct Add: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Register a directory with a command that tears it down, and a deadline.",
    discussion: """
      A path that was destroyed or cancelled is scheduled again, with its history.

      EXAMPLE:
        killall-tofu add ~/stacks/demo --timeout 2h --command 'docker compose down -v'
      """)

  @Argument(help: "The project's directory; the current one if left out.")
  var path: String?

  @Option(help: "How long it may live: 30s, 15 min, 2 hours, 1h30m; at most 365 days.")
  var timeout: String

  @Option(help: "What people call it; the directory's name if left out.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The shell line that tears it down, run in the directory; left out, tofu or terraform destroy where the "
        + "directory holds their files.", valueName: "command"))
  var command: String?

  @Option(help: "A word to group projects by; may be given several times.")
  var tag: [String] = []

  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let lifetime: Duration
    do {
      lifetime = try Duration(text: timeout)
    } catch {
      throw Failure(error.words(about: timeout), .usage)
    }
    let directory = try existingDirectory(path)
    let chosenName = name ?? directory.split(separator: "/").last.map(String.init) ?? "root"
    guard !chosenName.allSatisfy(\.isWhitespace) else {
      throw Failure("the name is empty; give --name", .usage)
    }
    let chosenCommand =
      try command ?? usualCommand(in: directory, instead: "say what tears it down with --command")
    guard !chosenCommand.allSatisfy(\.isWhitespace) else {
      throw Failure("the command is empty; give --command 'what tears it down'", .usage)
    }
    let session = try await Session.open(file, creates: true)
    try session.demandLifetime(lifetime, as: timeout)
    let now = session.clock.now()
    let new = NewProject(
      path: directory, name: chosenName, timeout: timeout, command: chosenCommand, tags: tag,
      seenEnvironment: SeenEnvironment(of: ProcessInfo.processInfo.environment),
      deadline: now.wall + lifetime)
    let project: Project
    do {
      project = try await session.store.projects.add(new, at: now.wall) { .registered($0, at: now.wall) }
    } catch {
      throw Failure(error)
    }
    for line in session.whatFollows(project) { print(line) }
    await session.startDaemon()
  }
}
