import ArgumentParser
import Daemon
import Deadlines
import Foundation
import Glibc
import ProjectStore
import RemoteControl
import Settings
import SystemPackage
import Wording

/// What every command works with: the file, the settings, and the daemon if one serves that file.
struct Session {
  let places: Places
  let database: String
  let settings: Settings
  let store: ProjectStore
  let clock = Clock.system

  /// Opens what `options` name; the database is made only if `creates`.
  static func open(_ options: FileOptions, creates: Bool = false) async throws -> Session {
    let places = try Places.ofThisUser()
    let database = options.path(in: places)
    let creation: ProjectStore.Creation =
      creates ? (places.isDefault(database) ? .fileAndFolders : .file) : .nothing
    if !creates && isUnused(database, places) {
      throw Failure("no project has been registered yet; the first: \(firstProject)", .noProject)
    }
    let store = try await ProjectStore.open(
      at: database, create: creation, engine: try engine(ProcessInfo.processInfo.environment))
    if let upgrade = store.upgrade, upgrade.backup != nil {
      tell("killall-tofu: \(upgrade.words(for: database))")
    }
    return Session(places: places, database: database, settings: settings(of: places), store: store)
  }

  /// The engine that the user chose for the database.
  static func engine(_ environment: [String: String]) throws -> ProjectStore.Engine {
    do {
      return try ProjectStore.Engine.chosen(in: environment)
    } catch {
      throw Failure(error.words, .settings)
    }
  }

  /// Whether nothing has ever been registered: before the first `add` the default place is empty, which is no failure.
  static func isUnused(_ database: String, _ places: Places) -> Bool {
    places.isDefault(database) && FileIdentity.isAbsent(at: database)
  }

  /// The line that registers a first project.
  static let firstProject = "killall-tofu add DIRECTORY --timeout 2h --command 'tofu destroy -auto-approve'"

  /// What stands in the place of a list where none has been registered.
  static let noProjectsYet = "No projects yet. The first: \(firstProject)"

  /// The settings; where they cannot be used it says so and goes by the defaults, because a slip in a file must not
  /// keep anybody from looking or from putting a teardown off.
  static func settings(of places: Places) -> Settings {
    do {
      return try Settings(contentsOf: places.settings, home: places.home)
    } catch {
      tell("killall-tofu: \(error.description); going by the defaults")
      return Settings()
    }
  }

  /// The daemon that serves this very file, if one runs.
  ///
  /// - Throws: `RemoteDaemonError` if bus or daemon do not answer.
  func daemon() async throws -> RemoteDaemon? {
    guard case .running(let daemon) = try await RemoteDaemon.find() else { return nil }
    guard FileIdentity(ofFileAt: daemon.database) == store.identity else { return nil }
    // One that only answers like it would be believed to have done what it was asked for.
    guard daemon.isGenuine else { throw RemoteDaemonError.stranger(processID: daemon.processID) }
    return daemon
  }

  /// Says that nothing will happen until a daemon runs, if none does.
  func warnWithoutDaemon() async {
    // One that the bus does not show serves the file all the same; and one may hold a lock that cannot be seen.
    guard !isServed, (try? await daemon()) == nil else { return }
    tell(
      "No daemon serves this database, so nobody is warned and nothing is destroyed until one runs: "
        + "killall-tofu daemon, or at every login: killall-tofu autostart enable")
  }

  /// Makes sure that a daemon runs, where one is installed for D-Bus and this is the file it would serve.
  func startDaemon() async {
    if places.isDefault(database), (try? await RemoteDaemon.start()) != nil { return }
    await warnWithoutDaemon()
  }

  /// Finds the project a person means by `text`; nil means the one of the current directory.
  func find(_ text: String?) async throws -> Project {
    do throws(ChangeError) {
      return await store.projects.toldApart(try await lookUp(text))
    } catch {
      guard case .refused(let refusal) = error, let words = await words(of: refusal, about: text) else {
        throw Failure(error)
      }
      throw Failure(words, refusal.isNotFound ? .noProject : .refused)
    }
  }

  private func lookUp(_ text: String?) async throws(ChangeError) -> Project {
    guard let text else { return try await findHere() }
    guard text.contains("/") || text == "." || text == ".." else {
      return try await store.projects.find(meant: text)
    }
    return try await find(path: text)
  }

  /// Why nothing is found, with what comes near, or with what fits; nil where the refusal says all there is.
  private func words(of refusal: Refusal, about text: String?) async -> String? {
    guard let projects = try? await store.projects.all().values else { return nil }
    let listed = projects.filter { !$0.isRemoved }
    switch refusal {
    case .ambiguous(let reference, let candidates):
      return ReferenceText.ambiguous(
        reference, projects.filter { candidates.contains($0.id) }, home: places.home)
    case .notFound(let reference) where text == nil:
      // One that is gone has no path.
      guard reference.hasPrefix("/") else { return nil }
      return ReferenceText.unknownHere(reference, among: listed, home: places.home)
    case .notFound(let reference): return ReferenceText.unknown(reference, among: listed, home: places.home)
    default: return nil
    }
  }

  private func findHere() async throws(ChangeError) -> Project {
    let here = FileManager.default.currentDirectoryPath
    guard !here.isEmpty else { throw .refused(.notFound("the current directory, which is gone")) }
    do {
      return try await find(path: here)
    } catch .refused(.notFound) {
      throw .refused(.notFound(here))
    }
  }

  /// A path is looked for as it was typed and with its links resolved, which is how `add` writes it.
  private func find(path: String) async throws(ChangeError) -> Project {
    do {
      return try await store.projects.find(meant: resolvedPath(path) ?? absolutePath(path))
    } catch {
      guard case .refused(.notFound) = error else { throw error }
      return try await store.projects.find(meant: absolutePath(path))
    }
  }
}

extension Refusal {
  fileprivate var isNotFound: Bool { if case .notFound = self { true } else { false } }
}

extension Places {
  /// The places of the user who runs this process.
  static func ofThisUser() throws -> Places {
    let home = getpwuid(getuid()).flatMap { $0.pointee.pw_dir.map { String(cString: $0) } }
    do {
      return try Places(environment: ProcessInfo.processInfo.environment, passwordHome: home)
    } catch {
      throw Failure(error.words)
    }
  }
}

/// The path made absolute, with `.` and `..` taken out by their words alone.
func absolutePath(_ path: String) -> String {
  let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  return FilePath(full).lexicallyNormalized().string
}
