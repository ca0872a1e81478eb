import Deadlines
import ProjectStore
import Wording

/// Which projects it makes sense to name to a command.
enum ProjectChoice: CaseIterable {
  /// Whatever can be looked at.
  case all
  /// What has a teardown ahead or under way.
  case active
  /// What has one behind it, or waits for its user's word.
  case resumable
  /// What has nothing ahead.
  case over

  /// The choice of the command of this name; nil if it takes no project.
  init?(command: String) {
    switch command {
    case "show", "history", "logs": self = .all
    case "extend", "cancel", "destroy": self = .active
    case "resume": self = .resumable
    case "remove", "purge": self = .over
    default: return nil
    }
  }

  func includes(_ status: ProjectStatus) -> Bool {
    switch self {
    case .all: true
    case .active: status.isActive
    case .resumable: !status.isActive || status.isStalled
    case .over: !status.isActive
    }
  }
}

extension [ProjectGlance] {
  /// The words that name these projects, of those that `choice` includes; of each only one that nothing else goes by.
  func words(for choice: ProjectChoice, home: String?) -> [CompletionWord] {
    let bearers = Dictionary(grouping: self, by: \.name).mapValues(\.count)
    return filter { choice.includes($0.status) }.map { project in
      let place = "\(project.status.rawValue), \(project.path.oneLine.abbreviated(home: home))"
      guard project.name.isTypeable, bearers[project.name] == 1 else {
        let name = project.name.oneLine.cutInTheMiddle(40)
        return CompletionWord(
          text: "\(project.id.number)", remark: project.name.isBlank ? place : "\(name), \(place)")
      }
      return CompletionWord(text: project.name, remark: place)
    }
  }
}

extension String {
  /// Whether a shell's line can hold the text so that it is seen as what it is, and taken for a name.
  fileprivate var isTypeable: Bool {
    // An option, a path, a number: each would be taken for that.
    guard !isBlank, let first, first != "-", !contains("/"), self != ".", self != "..", Int64(self) == nil
    else {
      return false
    }
    return self == visible && !unicodeScalars.contains("\n")
  }
}
