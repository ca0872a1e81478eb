public import Deadlines

/// The lines of the audit log, as `history` shows them.
extension LogEvent {
  /// A project was registered by a command of ours.
  public static func registered(_ project: Project, at now: Timestamp) -> LogEvent {
    LogEvent(
      projectID: project.id, kind: .created,
      message: "Registered \(project.shownName.quoted) with a timeout of \(project.timeout.oneLine)"
        + project.untilDeadline, createdAt: now)
  }

  /// A row that another program wrote was seen for the first time.
  public static func foundRow(_ project: Project, at now: Timestamp) -> LogEvent {
    LogEvent(
      projectID: project.id, kind: .created,
      message: "Found the row that another program wrote" + project.untilDeadline, createdAt: now)
  }

  /// A notification server accepted a warning.
  public static func warned(_ project: Project, at now: Timestamp) -> LogEvent {
    let left = project.deadline.map {
      $0 > now ? ", \(($0 - now).words) before the deadline" : ", past the deadline"
    }
    return LogEvent(
      projectID: project.id, kind: .warned, message: "Warned" + (left ?? ""),
      metadata: "{\"generation\":\(project.generation.number)}", createdAt: now)
  }

  /// The project is held.
  public static func held(_ project: Project, _ reason: HoldReason, at now: Timestamp) -> LogEvent {
    let detail = reason == .invalid ? project.flaw.map { ": \($0.words)" } ?? "" : ""
    let silence = reason == .unwarned ? project.silence : nil
    let words = reason == .untrusted ? project.untrustedWords : reason.words(because: silence)
    let cause = silence.map { ",\"silence\":\"\($0.rawValue)\"" } ?? ""
    return LogEvent(
      projectID: project.id, kind: .held, message: "Held: \(words)\(detail)",
      metadata: "{\"reason\":\"\(reason.rawValue)\"\(cause)}", createdAt: now)
  }

  /// What held the project is settled.
  public static func settled(_ project: Project, _ reason: HoldReason?, at now: Timestamp) -> LogEvent {
    LogEvent(
      projectID: project.id, kind: .configured,
      message: "No longer held" + (reason.map { " as \($0.rawValue)" } ?? ""), createdAt: now)
  }

  /// Another program changed or put back the row, so earlier warnings are void.
  public static func renewed(_ project: Project, at now: Timestamp) -> LogEvent {
    LogEvent(
      projectID: project.id, kind: .configured,
      message: "Changed by another program; earlier warnings are void" + project.untilDeadline, createdAt: now
    )
  }

  /// A user's action was carried out.
  public static func carriedOut(_ action: UserAction, _ project: Project, at now: Timestamp) -> LogEvent {
    switch action {
    case .extend(let duration):
      LogEvent(
        projectID: project.id, kind: .extended,
        message: "Extended by \(duration.words)" + project.untilDeadline,
        metadata: "{\"seconds\":\(duration.wholeSeconds)}", createdAt: now)
    case .cancel:
      LogEvent(
        projectID: project.id, kind: .cancelled,
        message: project.status == .destroying
          ? "The user asked its teardown to stop; no further attempt" : "Cancelled by the user",
        createdAt: now)
    case .retry:
      LogEvent(
        projectID: project.id, kind: .configured, message: "The user has its teardown tried again",
        createdAt: now)
    case .destroy:
      LogEvent(
        projectID: project.id, kind: .configured, message: "The user confirmed that it is destroyed now",
        createdAt: now)
    case .kill:
      LogEvent(
        projectID: project.id, kind: .cancelled, message: "The user has its teardown killed", createdAt: now)
    case .resume:
      LogEvent(
        projectID: project.id, kind: .configured, message: "Scheduled again" + project.untilDeadline,
        createdAt: now)
    }
  }

  /// The user had it removed from the lists.
  public static func removed(_ project: Project, at now: Timestamp) -> LogEvent {
    LogEvent(
      projectID: project.id, kind: .configured, message: "Removed from the lists; nothing was deleted",
      createdAt: now)
  }

  /// A teardown ended, or could not begin; `notes` are sentences on what went wrong beside it.
  public static func ended(
    _ project: Project, _ outcome: Outcome, notes: [String] = [], execution: Execution.ID?, at now: Timestamp
  ) -> LogEvent {
    let words = ([outcome.words] + notes).joined(separator: "; ")
    return LogEvent(
      projectID: project.id, kind: outcome == .destroyed ? .destroyed : .error,
      message: outcome == .destroyed ? "Destroyed: \(words)" : "Not destroyed: \(words)",
      metadata: execution.map { "{\"execution\":\($0.number)}" }, createdAt: now)
  }
}

extension LogEvent {
  /// Why a teardown failed, as the line of its end tells it, less that it failed.
  public var whyItFailed: String {
    let prefix = "Not destroyed: "
    return String(message.hasPrefix(prefix) ? message.dropFirst(prefix.count) : message[...])
  }
}

extension Project {
  fileprivate var untilDeadline: String {
    deadline.map { "; its deadline is \($0.localDateTime)" } ?? ""
  }
}
