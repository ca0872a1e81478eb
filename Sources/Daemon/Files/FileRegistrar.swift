public import Deadlines
public import Discovery
public import ProjectStore
public import Settings
import Wording

/// Takes project files into the store, by what their user allowed; the daemon and the command line do it alike.
public struct FileRegistrar: Sendable {
  let store: ProjectStore
  let consents: Consents
  let policy: Policy
  private let searchPath: String?
  let clock: Clock

  /// Makes what registers the files of `store`.
  ///
  /// - Parameters:
  ///   - consents: what the user decided.
  ///   - settings: those in force.
  ///   - searchPath: the `PATH` in which tofu and terraform are looked for where a file names no command.
  public init(
    store: ProjectStore, consents: Consents, settings: Settings, searchPath: String?, clock: Clock = .system
  ) {
    self.init(
      store: store, consents: consents, policy: settings.policy, searchPath: searchPath, clock: clock)
  }

  init(store: ProjectStore, consents: Consents, policy: Policy, searchPath: String?, clock: Clock) {
    self.store = store
    self.consents = consents
    self.policy = policy
    self.searchPath = searchPath
    self.clock = clock
  }

  /// Takes what was found into the store, in one transaction.
  ///
  /// - Parameters:
  ///   - registers: whether a file that no project comes from makes one.
  ///   - seen: the environment of the user who has just decided about these files, having seen them; nil where nobody has.
  ///   - isClaim: whether a teardown depends on it, so that a file which cannot be looked at holds its project.
  /// - Returns: what came of each, in the same order.
  public func take(
    _ found: [FoundFile], registers: Bool = true, decidedIn seen: SeenEnvironment? = nil,
    isClaim: Bool = false
  ) async throws(StoreError) -> [FileOutcome] {
    let now = clock.now()
    let known = try await knownRows(of: found)
    let readings = zip(found, known).map { reading(of: $0, known: $1, isClaim: isClaim) }
    let moved = try await movers(to: zip(found, known).filter { $0.1 == nil }.map(\.0))
    let places = found.map { ProjectPlace(path: $0.directory, directory: $0.directoryIdentity) }
    let rows = try await store.projects.reconcile(places, at: now.wall) { [policy] place, row, other in
      guard let reading = readings[place] else { return nil }
      let file = found[place]
      // It is not gone, but somewhere else, which another place tells of.
      if case .gone = reading, let row, moved.contains(row.id) { return nil }
      let before = row ?? other.flatMap { moved.contains($0.id) && !$0.isRunning ? $0 : nil }
      guard var project = before else {
        guard registers, case .sound(let content, let consent) = reading else { return nil }
        var new = Project(
          content, consent, path: file.directory, directory: file.directoryIdentity, at: now, policy: policy)
        new.seenEnvironment = seen
        return Reconciliation(new) { $0.eventsOfFile(since: nil, isDecided: seen != nil, at: now.wall) }
      }
      // Its user, or another daemon, was faster.
      if case .longer = reading, project.file?.digest != known[place]?.file?.digest { return nil }
      let old = project
      if project.path != file.directory { project.move(to: file.directory, at: now) }
      project.take(
        reading, directory: file.directoryIdentity, isDecided: seen != nil, at: now, policy: policy)
      if let seen, project.source == .file { project.seenEnvironment = seen }
      guard project != old else { return nil }
      return Reconciliation(project) {
        $0.eventsOfFile(since: old, isDecided: seen != nil, at: now.wall)
      }
    }
    let outcomes = zip(found, zip(readings, rows)).map { FileOutcome($0, $1.0, $1.1) }
    for case .moved(let former) in outcomes.map(\.change) {
      // What comes to lie there later is something else.
      try? consents.withdraw(FoundFile(directory: former, content: .gone).path)
    }
    return outcomes
  }

  /// Whether what `project` is going to do is what its user allowed, as far as can be told without changing anything.
  func isAllowed(_ project: Project) async -> Bool {
    guard project.source == .file else { return true }
    let found = await Self.read(in: project.path, knownAs: project.file?.directory)
    guard project.isAllowed, case .sound(let file, let digest) = found.content,
      consents.verdict(on: found) == .allowed,
      let content = FileContent(
        file, digest, in: found.directory, known: project, searchPath: searchPath)
    else { return false }
    return project.says(content)
  }

  /// What was found, by what its user decided; nil where it cannot be told and nothing depends on it.
  private func reading(of found: FoundFile, known: Project?, isClaim: Bool) -> FileReading? {
    switch found.content {
    case .sound(let file, let digest):
      let content = FileContent(
        file, digest, in: found.directory, known: known, searchPath: searchPath)
      guard let content else {
        return .bad(FileFlawText.noCommand(in: found.path), isDenied: false)
      }
      if let limit = policy.maximumLifetime, file.lifetime > limit {
        return .bad(FileFlawText.tooLong(file.timeout, in: found.path, limit: limit), isDenied: false)
      }
      return reading(of: found, content, known: known)
    case .bad(let error, _):
      return .bad(error.description, isDenied: consents.verdict(on: found) == .denied)
    case .unsafe(let danger, _): return .unsafe(danger.description)
    case .gone:
      if known != nil { try? consents.withdraw(found.path) }
      return .gone(hasDirectory: found.directoryIdentity != nil)
    case .unseen(let reason): return isClaim ? .unseen(reason) : nil
    }
  }

  private func reading(of found: FoundFile, _ content: FileContent, known: Project?) -> FileReading {
    let verdict = consents.verdict(on: found)
    if verdict == .denied { return .sound(content, .denied) }
    // Also where it was carried over already, and the row has yet to hear of it.
    if let known, known.isAllowed, known.file?.digest != content.digest,
      let old = known.file?.digest.flatMap(ContentDigest.init(text:)),
      let difference = try? consents.carryOver(found, from: old)
    {
      return .longer(content, by: difference)
    }
    return .sound(content, verdict == .allowed ? .allowed : .unasked)
  }

  /// The row of each place, if there is one that comes from a file.
  private func knownRows(of found: [FoundFile]) async throws(StoreError) -> [Project?] {
    var rows: [Project?] = []
    for file in found {
      let row = try await store.projects.fetch(.at(file.directory)).values.first
      rows.append(row?.source == .file ? row : nil)
    }
    return rows
  }

  /// The projects whose directories lie at one of these places now, which have no rows, and not any more where they were.
  private func movers(to found: [FoundFile]) async throws(StoreError) -> Set<Project.ID> {
    var moved: Set<Project.ID> = []
    for file in found {
      guard case .sound = file.content, let directory = file.directoryIdentity else { continue }
      for row in try await store.projects.fetch(.inDirectory(directory)).values where row.source == .file {
        if await Self.read(in: row.path).directoryIdentity != directory { moved.insert(row.id) }
      }
    }
    return moved
  }
}
