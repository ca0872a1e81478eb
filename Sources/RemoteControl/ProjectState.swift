public import Deadlines

/// What other programs see of one project.
public struct ProjectState: Hashable, Sendable {
  /// The project.
  public var project: Project
  /// Its latest execution, nil if it never had one.
  public var lastExecution: Execution.ID?

  /// Makes the state of a project.
  public init(_ project: Project, lastExecution: Execution.ID? = nil) {
    self.project = project
    self.lastExecution = lastExecution
  }
}

/// What other programs see of the daemon, its projects aside.
public struct DaemonState: Hashable, Sendable {
  /// The program's version.
  public var version: String
  /// Absolute path of the database it serves.
  public var database: String
  /// Whether a notification server takes warnings.
  public var notificationsAvailable: Bool
  /// Whether a tray shows the icon.
  public var trayAvailable: Bool

  /// Makes the state of a daemon.
  public init(
    version: String, database: String, notificationsAvailable: Bool = false, trayAvailable: Bool = false
  ) {
    self.version = version
    self.database = database
    self.notificationsAvailable = notificationsAvailable
    self.trayAvailable = trayAvailable
  }
}
