import ArgumentParser
import Daemon
import Deadlines
import ProjectStore
import Wording

struct Add: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Register a directory, what tears it down, and when.",
    usage: "killall-tofu add [<path>] --timeout <duration> [<options>]",
    discussion: """
      A path that was destroyed or cancelled is scheduled again, with its history.

      EXAMPLE:
        killall-tofu add ~/stacks/demo --timeout 2h --command 'docker compose down -v'
      """)

  @OptionGroup var said: ProjectOptions

  @Option(
    help: ArgumentHelp(
      "How long it may live: 30s, 15 min, 2 hours, 1h30m; at most 365 days.", valueName: "duration"),
    completion: .list(Completer.durations))
  var timeout: String

  @Option(help: "A word to group projects by; may be given several times.")
  var tag: [String] = []

  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let lifetime = try lifetime(timeout)
    let directory = try said.directory()
    let command = try said.command(in: directory)
    let session = try await Session.open(file, creates: true)
    try session.demandLifetime(lifetime, as: timeout)
    let now = session.clock.now()
    let new = NewProject(
      path: directory, name: said.name ?? directory.split(separator: "/").last.map(String.init) ?? "root",
      timeout: timeout, command: command, tags: tag, seenEnvironment: session.seenEnvironment,
      deadline: now.wall + lifetime)
    let project: Project
    do {
      project = try await session.store.projects.add(new, at: now.wall) { .registered($0, at: now.wall) }
    } catch {
      throw Failure(error)
    }
    for line in await session.whatFollows(project) { print(line) }
    await session.startDaemon()
  }
}
