import ArgumentParser
import Daemon
import Deadlines
import Discovery
import ProjectStore
import Settings
import Wording

struct Scan: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look for .killall.yaml files, and register them.",
    discussion: """
      What is found is registered, and its clock runs; nothing that it names is run before you allow it. No deadline is \
      moved by it, and what was destroyed or cancelled stays so. A running daemon does the same by itself for the \
      directories in the settings (scanner.watch_dirs).

      The exit code is 1 where a file is wrong or not safe, or something could not be looked at.

      EXAMPLE:
        killall-tofu scan ~/stacks
        killall-tofu review ~/stacks/demo
      """)

  @Argument(
    help: "Where to look; the watched directories of the settings if left out.", completion: .directory)
  var paths: [String] = []

  @Flag(help: "Print a JSON array for programs.")
  var json = false

  @OptionGroup var options: FileOptions

  func validate() throws {
    guard !paths.contains(where: \.isBlank) else {
      throw ValidationError("a path is blank; name a directory")
    }
  }

  func carryOut() async throws {
    var roots: [String] = []
    var missing: [Failure] = []
    for path in paths {
      do {
        roots.append(try existingDirectory(path))
      } catch let failure as Failure {
        missing.append(failure)
      }
    }
    // One that is misspelt keeps nobody from looking through the others.
    if roots.isEmpty, let failure = missing.first { throw failure }
    for failure in missing { tell("killall-tofu: \(failure)") }
    let session = try await Session.open(options, creates: true)
    let watched = session.settings.scanner.watchDirectories
    guard !roots.isEmpty || !watched.isEmpty else {
      throw Failure(
        "no directories are watched; name one: killall-tofu scan DIRECTORY, or list them in "
          + "\(session.places.shown(session.places.settings)) as scanner.watch_dirs", .usage)
    }
    let sighting = try session.look(in: roots.isEmpty ? watched : roots)
    let outcomes = try await session.registrar.take(
      sighting.places.map { ProjectFileReader().read(in: $0) }
        + session.missing(from: sighting.places, below: roots.isEmpty ? watched : roots))
    let report = ScanReport(outcomes: outcomes, unseen: sighting.unseen, session: session)
    if json {
      try printJSON(report.records)
    } else {
      for line in report.lines(on: .output) { print(line) }
    }
    for unseen in sighting.unseen {
      tell(
        "\(session.places.shown(unseen.path).quoted) cannot be looked at: \(unseen.why.oneLine); projects in it stay as "
          + "they are")
    }
    if outcomes.contains(where: { $0.project?.status.isActive ?? false }) { await session.startDaemon() }
    if report.isTroubled || !missing.isEmpty { throw ExitCode(Failure.Code.refused.rawValue) }
  }
}

extension Session {
  /// Walks through `roots` by the rules of the settings; each place counts once.
  fileprivate func look(in roots: [String]) throws -> (places: [String], unseen: [TreeWalk.Unseen]) {
    let ignored = try ignoreRules()
    let walk = TreeWalk(
      rules: ignored, maxDepth: settings.scanner.maxDepth, followsSymlinks: settings.scanner.followsSymlinks)
    var seen: Set<String> = []
    return roots.reduce(into: ([], [])) { all, root in
      // What is ignored there is ignored here, wherever one begins to look.
      let watched = settings.scanner.watchDirectories.map { resolvedPath($0) ?? $0 }
      let top = watched.first { root.lies(in: $0) }
      let sighting = walk.find(in: top ?? root)
      let isMeant = { (path: String) in top == nil || path.lies(in: root) }
      all.places += sighting.places.filter { isMeant($0) && seen.insert($0).inserted }
      all.unseen += sighting.unseen.filter { isMeant($0.path) }
    }
  }
}

extension Session {
  /// What became of the files of registered projects that lay below `roots` and were not found there.
  fileprivate func missing(from places: [String], below roots: [String]) async throws -> [FoundFile] {
    let found = Set(places)
    return try await store.projects.fetch(.fromFiles).values.compactMap { project in
      let isBelow = roots.contains { project.path.lies(in: $0) }
      guard isBelow, project.status.isActive, !found.contains(project.path) else { return nil }
      return ProjectFileReader().read(in: project.path, knownAs: project.file?.directory)
    }
  }
}

extension Session {
  /// The rules of the settings and the ignore file.
  ///
  /// - Throws: `Failure` where that cannot be read: what it keeps out must not come in for that.
  fileprivate func ignoreRules() throws -> IgnoreRules {
    do {
      return try IgnoreRules(settings, ignoreFile: places.ignore)
    } catch {
      throw Failure(error.description.oneLine, .settings)
    }
  }
}
