import Deadlines

/// What a button of ours means: which project, at which generation, and what to do.
///
/// It travels as the action key of a notification and comes back from the notification server, so it is read
/// strictly: whatever is not exactly of our making is nothing.
struct ActionKey: Hashable {
  var project: Project.ID
  var generation: Generation
  var action: UserAction

  init(project: Project.ID, generation: Generation, action: UserAction) {
    self.project = project
    self.generation = generation
    self.action = action
  }

  /// Reads a key back; nil if it is not one of ours.
  init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, let project = Int64(parts[0]), let generation = Int64(parts[1]) else {
      return nil
    }
    switch (parts[2], parts.count) {
    case ("cancel", 3): action = .cancel
    case ("resume", 3): action = .resume
    case ("retry", 3): action = .retry
    // Which question was answered is not for the notification server to say.
    case ("destroy", 3): action = .destroy(confirmed: nil)
    case ("kill", 3): action = .kill
    case ("extend", 4):
      guard let seconds = Int64(parts[3]), seconds > 0 else { return nil }
      action = .extend(by: .seconds(seconds))
    default: return nil
    }
    self.project = Project.ID(project)
    self.generation = Generation(generation)
  }

  /// The key as it is handed to the notification server.
  var text: String {
    let start = "\(project.number)/\(generation.number)/"
    switch action {
    case .extend(let duration): return start + "extend/\(duration.wholeSeconds)"
    case .cancel: return start + "cancel"
    case .resume: return start + "resume"
    case .retry: return start + "retry"
    case .destroy: return start + "destroy"
    case .kill: return start + "kill"
    }
  }
}
