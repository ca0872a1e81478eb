import Deadlines

/// What an entry of the tray's menu means, as its key says.
///
/// It comes back from whatever draws the menu, so it is read strictly.
enum TrayKey: Hashable {
  /// Do this to a project, as a button of a notification would.
  case project(ActionKey)
  /// Ask whether to destroy a project now: the answer is a click on a notification.
  case ask(Project.ID)
  /// Show the log of a project's last teardown.
  case log(Project.ID)
  /// Open a project's directory.
  case folder(Project.ID)
  /// Sum up the active projects.
  case overview
  /// Hold notifications back for a while.
  case pause
  /// Hold them back no longer.
  case unpause
  /// Open the settings file.
  case settings
  /// End the daemon.
  case quit

  /// Reads a key back; nil if it is not one of ours.
  init?(text: String) {
    switch text {
    case "overview": self = .overview
    case "pause": self = .pause
    case "unpause": self = .unpause
    case "settings": self = .settings
    case "quit": self = .quit
    default:
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let kind = parts.first, let rest = parts.dropFirst().first else { return nil }
      switch kind {
      case "do":
        guard let key = ActionKey(text: String(rest)) else { return nil }
        self = .project(key)
      case "ask":
        guard let number = Int64(rest) else { return nil }
        self = .ask(Project.ID(number))
      case "log":
        guard let number = Int64(rest) else { return nil }
        self = .log(Project.ID(number))
      case "folder":
        guard let number = Int64(rest) else { return nil }
        self = .folder(Project.ID(number))
      default: return nil
      }
    }
  }

  /// The key as the menu carries it.
  var text: String {
    switch self {
    case .project(let key): "do/\(key.text)"
    case .ask(let project): "ask/\(project.number)"
    case .log(let project): "log/\(project.number)"
    case .folder(let project): "folder/\(project.number)"
    case .overview: "overview"
    case .pause: "pause"
    case .unpause: "unpause"
    case .settings: "settings"
    case .quit: "quit"
    }
  }
}
