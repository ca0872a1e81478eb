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
    let warnings = need == .recording ? "" : "Until that is settled, warnings may not come either.\n"
    return NotificationText(
      summary: "\(need.subject) cannot be \(need.participle): nothing is destroyed",
      body: """
        \(warnings)\(reason.prefix(1).uppercased() + reason.dropFirst()).
        It is tried again every 30 seconds. Look: killall-tofu doctor
        """)
  }

  /// The notification that the trouble is over.
  public static func over(_ need: Need) -> NotificationText {
    NotificationText(
      summary: "\(need.subject) can be \(need.participle) again",
      body: "The projects go on as before; what is long overdue is warned of first.")
  }
}

extension FileTroubleText.Need {
  fileprivate var subject: String {
    switch self {
    case .reading, .writing: "The database"
    case .recording: "The record of a teardown"
    }
  }

  fileprivate var participle: String {
    switch self {
    case .reading: "read"
    case .writing, .recording: "written"
    }
  }
}
