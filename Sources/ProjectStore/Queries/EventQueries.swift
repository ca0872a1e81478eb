public import Deadlines

extension LogEvent: Stored {
  /// The columns that the audit log can be asked and ordered by.
  public struct Columns: Sendable {
    /// Its number.
    public let id = Column<LogEvent, Int64>("id")
    /// The project it speaks of.
    public let projectID = Column<LogEvent, Project.ID>("project_id")
    /// What kind of thing happened.
    public let kind = Column<LogEvent, LogEvent.Kind>("type")
    /// The line a person reads.
    public let message = Column<LogEvent, String>("message")
    /// When it happened.
    public let createdAt = Column<LogEvent, Timestamp>("created_at", .time)
  }

  /// The columns of `events`.
  public static let columns = Columns()
}

extension Query<LogEvent> {
  /// The lines about one project, oldest first.
  public static func of(_ project: Project.ID) -> Query {
    all.filter { $0.projectID == project }
  }

  /// The lines of one kind, oldest first.
  public static func kind(_ kind: LogEvent.Kind) -> Query {
    all.filter { $0.kind == kind }
  }

  /// The latest lines, the last first.
  public static func recent(_ count: Int = 10) -> Query {
    all.ordered(by: \.createdAt, .descending).limit(count)
  }
}
