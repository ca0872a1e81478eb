import ArgumentParser
import Daemon
import Deadlines
import Discovery
import Settings
import Wording

struct Deny: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Deny what a .killall.yaml says now.",
    discussion: """
      Also takes back that it was allowed. Its project is held and stays so until you allow the file, or it changes; \
      you are not reminded of it. A file that makes no sense is not brought up any more.

      EXAMPLE:
        killall-tofu deny ~/downloads/example
      """)

  @OptionGroup var argument: FileArgument
  @OptionGroup var options: FileOptions

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    let found = ProjectFileReader().read(in: argument.directory)
    let place = places.shown(found.path)
    if found.content == .gone, !places.decisions.isDecided(found.path),
      let failure = found.failure(in: places)
    {
      throw Failure("\(failure); nothing was denied", failure.code)
    }
    guard !Session.isUnused(options.path(in: places), places) else {
      // Nobody knows of it yet; all that is to be kept is the word.
      try decide(found, places)
      return print(words(place, found))
    }
    let session = try await Session.open(options)
    let outcome = try await deny(found, session)
    print(words(place, found))
    guard let project = outcome?.project, project.status.isActive, project.source == .file else { return }
    print("\(project.shownName) (project \(project.id.number)) is \(session.whenDestroyed(project)).")
    print("It may go on costing money. \(project.untrustedWayOn(home: places.home))")
  }

  private func words(_ place: String, _ found: FoundFile) -> String {
    found.content == .gone
      ? "Took back what was allowed of \(place), which is not there." : "Denied \(place) as it is now."
  }

  /// Writes the user's word down, and has the project know of it.
  private func deny(_ found: FoundFile, _ session: Session) async throws -> FileOutcome? {
    guard found.content != .gone else {
      try decide(found, session.places)
      return try await session.registrar.take([found], registers: false).first
    }
    do {
      return try await session.registrar.deny(found, in: session.seenEnvironment)
    } catch {
      throw nothingToDeny(found, session.places) ?? Failure(error, in: session.places)
    }
  }

  /// Writes the user's word down; of a file that is gone, takes back what was ever allowed there.
  private func decide(_ found: FoundFile, _ places: Places) throws {
    do throws(ConsentError) {
      if found.content == .gone {
        try places.decisions.withdraw(found.path)
      } else {
        try places.decisions.deny(found)
      }
    } catch {
      throw nothingToDeny(found, places) ?? Failure(error, in: places)
    }
  }

  /// Why there is nothing to say no to; nil where there is.
  private func nothingToDeny(_ found: FoundFile, _ places: Places) -> Failure? {
    found.digest == nil ? found.failure(in: places) : nil
  }
}
