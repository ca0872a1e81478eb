import ArgumentParser
import Daemon
import Deadlines
import Discovery
import Glibc
import ProjectStore
import Settings
import Wording

struct Init: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a .killall.yaml, allow and register it.",
    usage: "killall-tofu init [<path>] [<options>]",
    discussion: """
      The file is allowed as it is written, and its project registered. Whoever gets the directory, by git or \
      otherwise, gets the file with it, and is asked before anything in it runs. What is there already is never \
      overwritten.

      EXAMPLE:
        killall-tofu init --timeout 2h --command 'docker compose down -v'
      """)

  @OptionGroup var said: ProjectOptions

  @Option(
    help: ArgumentHelp(
      "How long it may live: 30s, 15 min, 2 hours, 1h30m; at most 365 days.", valueName: "duration"),
    completion: .list(Completer.durations))
  var timeout = "2h"

  @OptionGroup var options: FileOptions

  func carryOut() async throws {
    let lifetime = try lifetime(timeout)
    let directory = try said.directory()
    let places = try Places.ofThisUser()
    try demandRoom(in: directory, places)
    let command = try said.command(in: directory)
    let text = try draft(command, in: directory)

    let session = try await Session.open(options, creates: true)
    try session.demandLifetime(lifetime, as: timeout)
    let former = try await session.store.projects.find(path: directory)
    if let former, former.status.isActive { throw Failure(.alreadyActive(former.id)) }
    try write(text, to: directory + "/" + ProjectFile.name)
    try await session.register(directory, text, after: former)
    await session.startDaemon()
  }

  /// - Throws: `Failure` where a file would not be taken, or where there is something already.
  private func demandRoom(in directory: String, _ places: Places) throws {
    if let danger = danger(of: directory) { throw Failure(danger.description.oneLine) }
    let found = ProjectFileReader().read(in: directory)
    let place = directory.shellPath(home: places.home)
    switch found.content {
    case .gone: return
    case .unsafe, .unseen: throw found.failure(in: places) ?? Failure("the directory is not safe")
    case .sound, .bad:
      throw Failure(
        "\(places.shown(found.path).quoted) is there already; to look at it: killall-tofu review \(place), to allow it: "
          + "killall-tofu allow \(place)")
    }
  }

  /// Why no file in this directory would be trusted; nil if one would.
  private func danger(of directory: String) -> FileDanger? {
    var facts = Glibc.stat()
    guard stat(directory, &facts) == 0 else { return nil }
    if facts.st_uid != geteuid() { return .directoryOwner(facts.st_uid) }
    return facts.st_mode & 0o022 == 0 ? nil : .writable(path: directory, mode: facts.st_mode & 0o7777)
  }

  /// The text of the file, proven to say what was meant.
  private func draft(_ command: String, in directory: String) throws -> String {
    let text = ProjectFileDraft(timeout: timeout, name: said.name, command: command).text
    do throws(SettingsError) {
      let file = try ProjectFile(bytes: Array(text.utf8), at: directory + "/" + ProjectFile.name)
      guard file.timeout == timeout, file.name == said.name, file.command == command else {
        throw SettingsError(.contradiction("no file can say exactly that"), file: ProjectFile.name)
      }
    } catch {
      throw Failure("nothing was written: \(error.description.oneLine)", .usage)
    }
    return text
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try writeNewFile(text, to: path, mode: 0o644)
    } catch {
      switch error {
      case .present(let path): throw Failure("\(path.quoted) is there already, and stays as it is")
      case .failed(let path, let reason): throw Failure("\(path.quoted) cannot be written: \(reason)")
      }
    }
  }
}

extension Session {
  /// Allows and registers the file that was just written in `directory`, if it still says `text`, and tells what follows.
  fileprivate func register(_ directory: String, _ text: String, after former: Project?) async throws {
    let found = ProjectFileReader().read(in: directory)
    let isOurs = found.digest == ContentDigest(path: found.path, bytes: Array(text.utf8))
    guard isOurs, case .sound(let file, _) = found.content else {
      throw Failure(
        "\(places.shown(found.path).quoted) was written, but is something else already; look: killall-tofu review "
          + directory.shellPath(home: places.home))
    }
    if let former { try await schedule(former, anewBy: file) }
    let outcome = try await allow(found)
    print("Wrote \(places.shown(found.path)), and allowed it.")
    guard let project = outcome.project else {
      throw Failure("it could not be registered: \(outcome.words(home: places.home))")
    }
    for line in await whatFollows(project) { print(line) }
  }
}
