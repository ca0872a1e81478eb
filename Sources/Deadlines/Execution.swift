/// One attempt to tear a project down: one row of `executions`.
public struct Execution: Hashable, Sendable, Identifiable {
  /// How far an attempt has come; stored as its raw value.
  public enum Status: String, Sendable, CaseIterable {
    /// Claimed, not yet started.
    case pending
    /// The command runs.
    case running
    /// It ended with exit code 0.
    case completed
    /// It ended otherwise, or could not be started.
    case failed
    /// The user stopped it.
    case cancelled
  }

  /// Why an attempt was made; stored as its raw value.
  public enum Reason: String, Sendable, CaseIterable {
    /// The deadline had come, and every guard held.
    case deadline
    /// The attempt before it had failed.
    case nextAttempt = "next_attempt"
    /// The user had it tried again after the last attempt had failed.
    case retry
    /// The user confirmed it by a click on the question whether to destroy it now.
    case confirmed
    /// The user asked for it by typing the project's name.
    case destroy
  }

  /// An attempt's number in the file.
  public struct ID: Hashable, Comparable, Sendable {
    /// The row id.
    public var number: Int64

    /// Makes an id from a row id.
    public init(_ number: Int64) {
      self.number = number
    }

    /// Whether the left one was claimed earlier.
    public static func < (left: ID, right: ID) -> Bool {
      left.number < right.number
    }
  }

  /// The attempt's number.
  public var id: ID
  /// The project it belongs to.
  public var projectID: Project.ID
  /// How far it has come.
  public var status: Status
  /// The first and last part of what the command wrote to its standard output; nil before the end.
  public var output: String?
  /// The first and last part of its standard error, or why it could not be started; nil before the end.
  public var error: String?
  /// The command's exit code, 0 included; nil while it runs and when a signal ended it.
  public var exitCode: Int32?
  /// When the command started.
  public var startedAt: Timestamp?
  /// When its end was recorded.
  public var completedAt: Timestamp?
  /// When it was claimed.
  public var createdAt: Timestamp
  /// The shell line as it was at the claim; nil in rows of other programs.
  public var command: String?
  /// The directory it runs in, as it was at the claim; nil in rows of other programs.
  public var workingDirectory: String?
  /// Name of its folder among the execution folders; nil in rows of other programs.
  public var folder: String?
  /// Its number in its run of attempts, from 1.
  public var attempt = 1
  /// Why it was made; nil in rows of other programs.
  public var reason: Reason?
  /// Absolute path of its log, as it was at the claim; nil in rows of other programs.
  public var logPath: String?

  /// Makes an execution from the values of its row.
  public init(
    id: ID, projectID: Project.ID, status: Status, output: String? = nil, error: String? = nil,
    exitCode: Int32? = nil, startedAt: Timestamp? = nil, completedAt: Timestamp? = nil, createdAt: Timestamp,
    command: String? = nil, workingDirectory: String? = nil, folder: String? = nil
  ) {
    self.id = id
    self.projectID = projectID
    self.status = status
    self.output = output
    self.error = error
    self.exitCode = exitCode
    self.startedAt = startedAt
    self.completedAt = completedAt
    self.createdAt = createdAt
    self.command = command
    self.workingDirectory = workingDirectory
    self.folder = folder
  }
}
