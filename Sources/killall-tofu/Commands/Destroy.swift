import ArgumentParser
import Daemon
import Deadlines
import Executor
import Foundation
import ProjectStore
import Settings
import Wording

struct Destroy: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tear a project down now; its name has to be typed.",
    usage: "killall-tofu destroy [<project>] [--dry-run | --yes-destroy <name>]",
    discussion: """
      The name stands for warning and notice. Ctrl-C leaves the teardown running; killall-tofu cancel has it stopped.

      EXAMPLE:
        killall-tofu destroy demo --dry-run
        killall-tofu destroy demo
      """)

  @Flag(help: "Only tell what would be done, or why it would be refused.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("The project's name, for scripts that cannot be asked for it.", valueName: "name"))
  var yesDestroy: String?

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    // Going by the defaults, a slip in the settings could have a command run without its variables.
    do {
      let places = try Places.ofThisUser()
      _ = try Settings(contentsOf: places.settings, home: places.home)
    } catch let error as SettingsError {
      throw Failure(error.description, .settings)
    }
    let session = try await Session.open(file)
    let project = try await session.find(argument.project)
    if dryRun { return try await rehearse(project, session) }
    // What is asked for a name has to be seen first; with the name given, its rules are asked at the claim.
    if let yesDestroy {
      try check(yesDestroy, project)
    } else {
      try await ask(project, session)
    }
    let (result, execution, row) = try await session.destroy(project)
    let words = ([Outcome(result).words] + result.notes(on: execution)).joined(separator: "; ")
    guard row.status != .destroyed else {
      for note in result.notes(on: execution) { tell("But \(note).") }
      return print("\(project.shownName) is destroyed.")
    }
    throw Failure(
      "\(project.shownName.quoted) is not destroyed: \(words). What it wrote: killall-tofu logs "
        + project.shellName)
  }

  private func rehearse(_ project: Project, _ session: Session) async throws {
    let rehearsal = try await Rehearsal(of: project, in: session, readsOnly: true)
    print("\(project.shownName) (project \(project.id.number)), if it were destroyed now:")
    for line in rehearsal.lines(on: .output, home: session.places.home) { print(line) }
    guard rehearsal.refusals.isEmpty else {
      throw Failure("it would be refused: " + rehearsal.refusals.joined(separator: "; "))
    }
    print("Nothing was run: this was a dry run.")
  }

  /// Shows what goes, and has the name typed.
  private func ask(_ project: Project, _ session: Session) async throws {
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure(
        "nobody can type the project's name here; say it with --yes-destroy "
          + project.typedName.shellWord,
        .usage)
    }
    let rehearsal = try await Rehearsal(of: project, in: session, readsOnly: false)
    guard rehearsal.refusals.isEmpty else { throw Failure(rehearsal.refusals.joined(separator: "; ")) }
    for line in rehearsal.lines(on: .output, home: session.places.home) { print(line) }
    print("\nTo destroy it now, type its name, \(project.shownName): ", terminator: "")
    fflush(nil)
    try check(readLine() ?? "", project)
  }

  /// - Throws: `Failure` where that is not the project's name, or blank: Enter alone must not destroy anything.
  private func check(_ typed: String, _ project: Project) throws {
    guard !typed.isBlank, typed == project.typedName || typed == project.shownName else {
      let what =
        typed.isBlank
        ? "no name was typed" : "\(typed.quoted) is not its name, which is \(project.typedName.quoted)"
      throw Failure("\(what); nothing was destroyed")
    }
  }
}

extension Project {
  /// What has to be typed: its name, or what stands for it where that is blank.
  fileprivate var typedName: String { name.isBlank ? shownName : name }
}

extension String {
  /// The text as one word of a shell line.
  fileprivate var shellWord: String {
    let isPlain = !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    return isPlain ? self : "'\(oneLine.replacing("'", with: "'\\''"))'"
  }
}
