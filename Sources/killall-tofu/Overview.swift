import Daemon
import Deadlines
import Executor
import ProjectStore
import Settings
import Wording

/// What `list` shows, as it was at one moment.
struct Overview {
  /// The projects, in the order they are shown.
  var projects: [Project] = []
  var now: Moment
  /// Those that are due and wait for a place.
  var queue: [Project.ID] = []
  /// How far each that is being torn down has come, where that is known.
  var progress: [Project.ID: TerraformProgress] = [:]
  /// Why each that failed did, where that is known.
  var failures: [Project.ID: String] = [:]
  /// How many there are besides that are not shown because they are over; those that were removed do not count.
  var over = 0
  /// Rows that make no sense.
  var damaged: [DamagedRow] = []
}

extension Session {
  /// Reads what there is to list.
  ///
  /// - Parameter all: whether destroyed and cancelled projects are listed as well.
  func overview(all: Bool) async throws -> Overview {
    try await overview(of: try await store.projects.all(), all: all)
  }

  /// What there is to list of rows that were read before.
  ///
  /// - Parameter kept: projects that are listed in any case.
  func overview(
    of listing: Listing<Project>, all: Bool, keeping kept: Set<Project.ID> = []
  ) async throws -> Overview {
    let now = clock.now()
    var overview = Overview(now: now, damaged: listing.damaged)
    let shown = listing.values.filter { project in
      project.status.isActive || kept.contains(project.id) || (all && !project.isRemoved)
    }
    overview.over = listing.values.count { !$0.isRemoved } - shown.count { !$0.isRemoved }
    let ranked = shown.map { (rank: $0.urgency(at: now, settings.policy), project: $0) }
    overview.projects = listing.toldApart(ranked.sorted { $0.rank < $1.rank }.map(\.project))
    overview.queue = listing.values.queue(at: now, policy: settings.policy)
    overview.progress = try await progress(of: overview.projects)
    for project in overview.projects where project.status == .failed {
      let last = Query<LogEvent>.of(project.id).filter { $0.kind == .error }
        .ordered(by: \.createdAt, .descending).limit(1)
      overview.failures[project.id] = try await store.events.fetch(last).values.first?.whyItFailed
    }
    return overview
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
