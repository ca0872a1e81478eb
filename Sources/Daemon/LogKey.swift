import Deadlines

/// What the button “Show log” means: of which project's last teardown.
struct LogKey: Hashable {
  var project: Project.ID

  init(project: Project.ID) {
    self.project = project
  }

  /// Reads a key back; nil if it is not one of ours.
  init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "log", let number = Int64(parts[1]) else { return nil }
    project = Project.ID(number)
  }

  /// The key as it is handed to the notification server.
  var text: String { "log/\(project.number)" }
}
