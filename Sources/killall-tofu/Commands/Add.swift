import ArgumentParser
import Daemon
import Deadlines
import Executor
import Foundation
import ProjectStore
import Settings
import SystemPackage
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
    let directory = try resolvedDirectory()
    let chosenName = name ?? directory.split(separator: "/").last.map(String.init) ?? "root"
    guard !chosenName.allSatisfy(\.isWhitespace) else {
      throw Failure("the name is empty; give --name", .usage)
    }
    let chosenCommand = try command ?? defaultCommand(in: directory)
    guard !chosenCommand.allSatisfy(\.isWhitespace) else {
      throw Failure("the command is empty; give --command 'what tears it down'", .usage)
    }
    let session = try await Session.open(file, creates: true)
    if let limit = session.settings.policy.maximumLifetime, lifetime > limit {
      throw Failure(
        "the timeout \(timeout.quoted) is longer than limits.maximum_lifetime in the settings allows, which is "
          + "\(limit.words); give a shorter one")
    }
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
    print("\(project.shownName) (project \(project.id.number)) is \(session.whenDestroyed(project)), by:")
    print("  \(project.command.oneLine)")
    print("Keep it longer with: killall-tofu extend \(project.shellName) 1h")
    await session.startDaemon()
  }

  private func resolvedDirectory() throws -> String {
    let typed = path ?? FileManager.default.currentDirectoryPath
    guard let directory = resolvedPath(typed) else {
      throw Failure("the directory \(typed.quoted) cannot be found; make it first, or check the spelling")
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue
    else { throw Failure("\(directory.quoted) is not a directory; name the one the command runs in") }
    return directory
  }

  private func defaultCommand(in directory: String) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"]
    guard let command = TerraformCommand.default(in: FilePath(directory), path: path) else {
      throw Failure(
        "\(directory.quoted) holds no OpenTofu or Terraform files; say what tears it down with --command",
        .usage)
    }
    return command
  }
}
