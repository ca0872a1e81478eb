import Deadlines

/// What a button means that changes nothing, and at most shows something of a project.
enum ShowKey: Hashable {
  /// The log of its last teardown.
  case log(Project.ID)
  /// Its project file.
  case file(Project.ID)
  /// Nothing of it: the question whether to destroy it is answered.
  case keep(Project.ID)
  /// Each of the failures that one notification stands for.
  case failures

  /// Reads a key back; nil if it is not one of ours.
  init?(text: String) {
    if text == Self.failuresText {
      self = .failures
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[1]) else { return nil }
    switch parts[0] {
    case "log": self = .log(Project.ID(number))
    case "file": self = .file(Project.ID(number))
    case "keep": self = .keep(Project.ID(number))
    default: return nil
    }
  }

  /// The key as it is handed to the notification server.
  var text: String {
    switch self {
    case .log(let project): "log/\(project.number)"
    case .keep(let project): "keep/\(project.number)"
    case .file(let project): "file/\(project.number)"
    case .failures: Self.failuresText
    }
  }

  private static let failuresText = "failures"
}
