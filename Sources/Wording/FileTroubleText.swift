/// What is said when a file that teardowns depend on fails for long.
public enum FileTroubleText {
  /// What cannot be done.
  public enum Need: Hashable, Sendable, CaseIterable {
    /// Reading the database.
    case reading
    /// Writing the database.
    case writing
    /// Writing the record of an execution, which comes before its command.
    case recording
  }

  /// The notification that nothing is destroyed because of it; `reason` is a sentence without a full stop.
  public static func failing(_ need: Need, because reason: String) -> NotificationText {
    let warnings =
      need == .recording ? "" : tr("Until that is settled, warnings may not come either.") + "\n"
    return NotificationText(
      summary: need.failing,
      body: """
        \(warnings)\(reason.capitalised).
        \(tr("It is tried again every 30 seconds. Look: killall-tofu doctor"))
        """)
  }

  /// The notification that the trouble is over.
  public static func over(_ need: Need) -> NotificationText {
    NotificationText(
      summary: need.working,
      body: tr("The projects go on as before; what is long overdue is warned of first."))
  }
}

extension FileTroubleText.Need {
  fileprivate var failing: String {
    switch self {
    case .reading: tr("The database cannot be read: nothing is destroyed")
    case .writing: tr("The database cannot be written: nothing is destroyed")
    case .recording: tr("The record of a teardown cannot be written: nothing is destroyed")
    }
  }

  fileprivate var working: String {
    switch self {
    case .reading: tr("The database can be read again")
    case .writing: tr("The database can be written again")
    case .recording: tr("The record of a teardown can be written again")
    }
  }
}
