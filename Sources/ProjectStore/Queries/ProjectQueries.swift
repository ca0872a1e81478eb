public import Deadlines

extension Project: Stored {
  /// The columns that projects can be asked and ordered by.
  public struct Columns: Sendable {
    /// Its number.
    public let id = Column<Project, Project.ID>("id")
    /// Its directory.
    public let path = Column<Project, String>("path")
    /// Its name.
    public let name = Column<Project, String>("name")
    /// The text the user wrote.
    public let timeout = Column<Project, String>("timeout")
    /// The shell line that tears it down.
    public let command = Column<Project, String>("command")
    /// The flag of the seed schema.
    public let isActive = Column<Project, Bool>("active", .truth)
    /// The state as stored; for a row switched off by a program that knows no states, ``isActive`` is the truth.
    public let status = Column<Project, ProjectStatus>("status")
    /// Why it is held.
    public let holdReason = Column<Project, HoldReason>("hold_reason")
    /// Where it came from.
    public let source = Column<Project, Project.Source>("source")
    /// When it is to be destroyed.
    public let deadline = Column<Project, Timestamp>("destroy_at", .time)
    /// When the row was made.
    public let createdAt = Column<Project, Timestamp>("created_at", .time)
    /// When the row last changed by our hand.
    public let updatedAt = Column<Project, Timestamp>("updated_at", .time)
    let directory = Column<Project, String>("directory")
    let attemptBoot = Column<Project, String>("attempt_boot")
    let acceptedGeneration = Column<Project, Int64>("accepted_generation")
  }

  /// The columns of `projects`.
  public static let columns = Columns()
}

extension Query<Project> {
  /// The projects that are neither destroyed nor cancelled.
  public static var active: Query { all.filter(\.isActive.isSet) }

  /// The projects with exactly this timeout text.
  public static func timeout(_ text: String) -> Query {
    all.filter { $0.timeout == text }
  }

  /// The active projects whose deadline lies less than `time` ahead and is not yet past, the nearest first.
  public static func expiring(within time: Duration, at now: Timestamp) -> Query {
    active.filter { $0.deadline >= now && $0.deadline < now + time }.ordered(by: \.deadline)
  }

  /// The projects registered last, the latest first.
  public static func recent(_ count: Int = 10) -> Query {
    all.ordered(by: \.createdAt, .descending).limit(count)
  }
}
