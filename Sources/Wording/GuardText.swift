public import Deadlines

// What the guards of a teardown said, as the audit log has it.

extension LogEvent {
  /// A guard keeps the project waiting although its deadline has passed.
  public static func delayed(
    _ project: Project, by unmet: Guard, until: Timestamp?, at now: Timestamp
  ) -> LogEvent {
    let end = until.map { " until \($0.clockTime(at: now))" } ?? ""
    return LogEvent(
      projectID: project.id, kind: .configured, message: "Waits\(end): \(unmet.words)",
      metadata: Delay(unmet, project.generation, until: until).json, createdAt: now)
  }

  /// A teardown was claimed, because every guard held.
  public static func claimed(_ project: Project, _ execution: Execution, at now: Moment) -> LogEvent {
    var facts = ["\"execution\":\(execution.id.number)"]
    if let deadline = project.deadline { facts.append("\"deadline\":\(deadline.seconds)") }
    // The claim began a generation of its own; what it went by was accepted for the one before.
    if let acceptance = project.acceptance {
      let notice = now.awake.wholeSeconds - acceptance.awakeSeconds
      facts.append("\"warned_at\":\(acceptance.wall.seconds),\"notice_seconds\":\(notice)")
    }
    return LogEvent(
      projectID: project.id, kind: .executed,
      message: "Teardown started: \(project.command.oneLine.cutInTheMiddle(200))",
      metadata: "{\(facts.joined(separator: ","))}", createdAt: now.wall)
  }

  /// What keeps the project waiting in its present generation, if this line tells it.
  public func delay(of project: Project) -> Delay? {
    metadata.flatMap(Delay.init(json:)).flatMap { $0.generation == project.generation ? $0 : nil }
  }
}

/// What a line of the audit log says of a guard that kept a project waiting.
public struct Delay: Hashable, Sendable {
  /// The guard.
  public var unmet: Guard
  /// The generation that waited.
  public var generation: Generation
  /// When the guard was expected to be met; nil where time alone does not tell.
  public var until: Timestamp?

  init(_ unmet: Guard, _ generation: Generation, until: Timestamp?) {
    self.unmet = unmet
    self.generation = generation
    self.until = until
  }
}

extension Guard {
  /// What is missing when this guard is not met.
  public var words: String {
    switch self {
    case .scheduled: tr("it is not scheduled")
    case .sound: tr("its row cannot be carried out as it stands")
    case .allowed: HoldReason.untrusted.words
    case .unprotected: HoldReason.protected.words
    case .released: tr("it is held until its user has looked")
    case .clockTrusted: HoldReason.clock.words
    case .deadlineReached: tr("its deadline has not come")
    case .decided: tr("its user is asked first")
    case .notOverdue: tr("its deadline passed long ago and its user has not been warned afresh")
    case .warned: tr("nobody has been warned")
    case .noticeGiven: tr("its user was warned too short a time ago")
    case .nextAttemptReached: tr("its last attempt failed only just now")
    case .settledAfterWake: tr("the machine has only just woken, or its clock was set ahead")
    case .alone:
      tr("a process of its last teardown still lives, or another teardown is under way in its directory")
    case .placeFree: tr("as many teardowns are under way as may be at a time")
    }
  }
}
