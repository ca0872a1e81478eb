import Deadlines

/// The projects other programs see, with the figures the root object shows of them.
struct Board {
  /// What a project's new state is in view of the one before.
  enum Novelty {
    /// It was not there before.
    case came
    /// It was there, in this state.
    case changed(from: ProjectState)
  }

  /// Every project not removed.
  private(set) var projects: [Project.ID: ProjectState] = [:]
  /// How many of them still cost money.
  private(set) var activeCount: UInt32 = 0
  private var deadlines = DeadlineQueue()

  /// The earliest deadline of the scheduled projects.
  var nextDeadline: Timestamp? { deadlines.earliest }

  /// Takes in a project's new state; nil if it is none, or its id is below zero: that has no object.
  mutating func put(_ state: ProjectState) -> Novelty? {
    let id = state.project.id
    let old = projects[id]
    guard id.number >= 0, old != state else { return nil }
    projects[id] = state
    count(from: old, to: state)
    deadlines.set(state.project.status == .scheduled ? state.project.deadline : nil, for: id)
    return old.map { .changed(from: $0) } ?? .came
  }

  /// Forgets a project; whether it was there.
  mutating func remove(_ id: Project.ID) -> Bool {
    guard let old = projects.removeValue(forKey: id) else { return false }
    count(from: old, to: nil)
    deadlines.set(nil, for: id)
    return true
  }

  private mutating func count(from old: ProjectState?, to new: ProjectState?) {
    if old?.project.status.isActive == true { activeCount -= 1 }
    if new?.project.status.isActive == true { activeCount += 1 }
  }
}
