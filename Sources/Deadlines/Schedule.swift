/// The schedule as a state machine: it is told what happened and when, and answers with what is to be done.
///
/// It knows no clock and does no I/O. The shell answers every effect that writes to the file with the row as it is
/// after it (``ScheduleEvent/effectDone(_:)``) or with ``ScheduleEvent/effectFailed(_:)``; until then the project is
/// left alone, so no effect is ever asked for twice. An event about one project costs O(log n) in the number of projects;
/// only a change that concerns all of them looks at all.
public struct Schedule: Sendable {
  /// The settings in force.
  public private(set) var policy: Policy
  /// When to tell the schedule that time has passed; nil if nothing is ever due.
  ///
  /// - Complexity: O(1).
  public var nextWake: Timestamp? { agenda.earliest }

  var entries: [Project.ID: Entry] = [:]
  var agenda = Agenda()
  /// Projects that are due and wait for a place, by deadline.
  var queue = Agenda()
  /// Projects whose teardown is claimed or under way.
  var underWay: Set<Project.ID> = []
  var isServerThere = false
  var wokeAt: Duration?
  private var asleep: Duration?

  /// A schedule without projects that believes no notification server to be there.
  public init(policy: Policy = Policy()) {
    self.policy = policy
  }

  /// Takes note of `event` and decides what is to be done at `now`, in order.
  public mutating func handle(_ event: ScheduleEvent, at now: Moment) -> [Effect] {
    let woke = noticeSleep(at: now)
    var effects: [Effect] = []
    switch event {
    case .loaded(let projects):
      let present = Set(projects.map(\.id))
      for id in entries.keys where !present.contains(id) { effects += remove(id, at: now) }
      for project in projects { effects += take(project, at: now) }
    case .projectChanged(let project): effects += take(project, at: now)
    case .effectDone(let project): effects += take(project, isAnswer: true, at: now)
    case .projectRemoved(let id): effects += remove(id, at: now)
    case .effectFailed(let id): effects += retryLater(id, at: now)
    case .warningAccepted(let warning): effects += noteAccepted(warning, at: now)
    case .warningRefused(let warning): effects += noteRefused(warning, at: now)
    case .serverCame: effects += noteServerCame(at: now)
    case .serverWent: effects += noteServerWent(at: now)
    case .policyChanged(let changed):
      policy = changed
      effects += lookAtAll(at: now)
    case .clockChanged: effects += lookAtAll(at: now)
    case .timePassed: break
    }
    if woke { effects += lookAtAll(at: now) }
    while let id = agenda.popFirst(upTo: now.wall) { effects += look(at: id, at: now) }
    return effects + startQueued(at: now)
  }

  /// What the rules are told about a project besides its row.
  public func circumstances(of id: Project.ID, at now: Moment) -> Circumstances {
    Circumstances(now: now, policy: policy, wokeAt: wokeAt, queuedSince: entries[id]?.queuedSince)
  }

  mutating func lookAtAll(at now: Moment) -> [Effect] {
    entries.keys.sorted().flatMap { look(at: $0, at: now) }
  }

  /// Whether the machine has slept since the last event; a second of difference may be rounding of two clocks.
  private mutating func noticeSleep(at now: Moment) -> Bool {
    defer { asleep = now.asleep }
    guard let asleep, now.asleep - asleep > .seconds(1) else { return false }
    wokeAt = now.awake
    return true
  }
}
