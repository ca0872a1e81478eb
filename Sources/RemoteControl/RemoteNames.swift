import DBus

/// The names of our D-Bus interface.
enum RemoteNames {
  /// The name the daemon owns.
  static let service: BusName = "io.github.killallgit.KillallTofu1"
  /// The application id, as a name that the daemon owns as well.
  static let application: BusName = "io.github.killallgit.KillallTofu"
  /// The object that stands for the application.
  static let applicationPath: ObjectPath = "/io/github/killallgit/KillallTofu"
  /// The interface of applications that the bus can start.
  static let applicationInterface: InterfaceName = "org.freedesktop.Application"
  /// The object that stands for the daemon.
  static let root: ObjectPath = "/io/github/killallgit/KillallTofu1"
  /// What lies above the objects of the projects.
  static let projects: ObjectPath = "/io/github/killallgit/KillallTofu1/projects"
  /// The interface of the daemon.
  static let manager: InterfaceName = "io.github.killallgit.KillallTofu1.Manager"
  /// The interface of one project.
  static let project: InterfaceName = "io.github.killallgit.KillallTofu1.Project"
  /// What the names of our own errors begin with.
  static let errorPrefix = "io.github.killallgit.KillallTofu1.Error."
}
