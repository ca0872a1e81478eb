import Deadlines

/// The projects other programs see, with the figures the root object shows of them.
struct Board {
  /// Every project not removed.
  private(set) var projects: [Project.ID: ProjectState] = [:]
  /// How many of them still cost money.
  private(set) var activeCount: UInt32 = 0
  private var deadlines = DeadlineQueue()

  /// The earliest deadline of the scheduled projects.
  var nextDeadline: Timestamp? { deadlines.earliest }

  /// Takes in a project's new state; gives the one before.
  mutating func put(_ state: ProjectState) -> ProjectState? {
    let id = state.project.id
    let old = projects.updateValue(state, forKey: id)
    count(from: old, to: state)
    deadlines.set(state.project.status == .scheduled ? state.project.deadline : nil, for: id)
    return old
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
