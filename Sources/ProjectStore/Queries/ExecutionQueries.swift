public import Deadlines

extension Execution: Stored {
  /// The columns that executions can be asked and ordered by.
  public struct Columns: Sendable {
    /// Its number.
    public let id = Column<Execution, Execution.ID>("id")
    /// The project it belongs to.
    public let projectID = Column<Execution, Project.ID>("project_id")
    /// How far it has come.
    public let status = Column<Execution, Execution.Status>("status")
    /// The command's exit code.
    public let exitCode = Column<Execution, Int64>("exit_code")
    /// When the command started.
    public let startedAt = Column<Execution, Timestamp>("started_at", .time)
    /// When its end was recorded.
    public let completedAt = Column<Execution, Timestamp>("completed_at", .time)
    /// When it was claimed.
    public let createdAt = Column<Execution, Timestamp>("created_at", .time)
    /// Whether it is under our supervision and its end is not recorded.
    public let isUnderWay = Column<Execution, Bool>("under_way", .mark)
    let device = Column<Execution, Int64>("device")
    let inode = Column<Execution, Int64>("inode")
  }

  /// The columns of `executions`.
  public static let columns = Columns()
}

extension Query<Execution> {
  /// The attempts to tear one project down, oldest first.
  public static func of(_ project: Project.ID) -> Query {
    all.filter { $0.projectID == project }
  }

  /// The attempts that have come this far, oldest first.
  public static func status(_ status: Execution.Status) -> Query {
    all.filter { $0.status == status }
  }

  /// The attempts under our supervision whose end is not recorded, oldest first.
  public static var underWay: Query { all.filter(\.isUnderWay.isSet) }

  /// The latest attempts, the last claimed first.
  public static func recent(_ count: Int = 10) -> Query {
    all.ordered(by: \.createdAt, .descending).limit(count)
  }
}
