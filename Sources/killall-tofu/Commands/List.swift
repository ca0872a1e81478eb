import ArgumentParser
import Daemon
import Deadlines
import ProjectStore
import Settings
import Wording

struct List: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the active projects and the time each has left.",
    discussion: """
      Failures and holds come first, then what is due next.

      EXAMPLE:
        killall-tofu list
        killall-tofu list --all --json
      """)

  @Flag(help: "Show destroyed and cancelled projects too, but for those that were removed.")
  var all = false

  @Flag(help: "Print a JSON array for programs.")
  var json = false

  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    if Session.isUnused(file.path(in: places), places) {
      return print(
        json ? "[]" : "No projects yet. The first: \(Session.firstProject)")
    }
    let session = try await Session.open(file)
    let listing = try await session.store.projects.all()
    for damaged in listing.damaged { tell("left out: \(damaged.words(inFileAt: session.database))") }
    let now = session.clock.now()
    let projects = listing.values.filter { all ? !$0.isRemoved : $0.status.isActive }.sorted { first, second in
      first.urgency(at: now, session.settings.policy) < second.urgency(at: now, session.settings.policy)
    }
    let queue = listing.values.queue(at: now, policy: session.settings.policy)
    let progress = try await session.progress(of: projects)
    if json {
      return try printJSON(
        projects.map {
          ProjectRecord(
            project: $0, now: now, policy: session.settings.policy,
            queuePlace: queue.firstIndex(of: $0.id).map { $0 + 1 }, progress: progress[$0.id])
        })
    }
    guard !projects.isEmpty else {
      return print(
        "No \(all ? "" : "active ")projects. To register one: \(Session.firstProject)")
    }
    let table = ProjectTable(
      projects: projects, now: now, policy: session.settings.policy, home: session.places.home, queue: queue,
      progress: progress)
    for line in table.lines(on: .output) { print(line) }
    if projects.contains(where: \.status.isActive) { await session.warnWithoutDaemon() }
  }
}

extension Project {
  /// The order of `list`: what failed, what is held, what is running, what is next, what is over.
  fileprivate func urgency(at now: Moment, _ policy: Policy) -> (Int, Timestamp, ID) {
    let rank =
      switch status {
      case .failed: 0
      case .held: 1
      case .destroying: 2
      case .scheduled: 3
      case .destroyed, .cancelled: 4
      }
    return (rank, due(at: now, policy: policy) ?? deadline ?? Timestamp(.max), id)
  }
}
