import Deadlines
import Wording

/// How a teardown ended, as it is told together with others.
struct Ending: Hashable, Sendable {
  var project: Project
  var outcome: Outcome
  var lastLine: String?

  /// What is told together: the good ones, or those that went wrong, never both in one notification.
  enum Kind: Hashable {
    case destroyed
    case failed
  }

  var kind: Kind { outcome == .destroyed ? .destroyed : .failed }

  /// The news of it by itself.
  var news: News { .ended(project, outcome, lastLine: lastLine) }
}

/// The endings of one kind that stand on the screen.
struct EndingsShown {
  /// For how long good news belongs together, and more of a kind changes its notification without popping up again.
  static let moment: Duration = .seconds(20)

  /// Those that stand there each by itself.
  var apart: [Ending] = []
  /// Those that one notification stands for, the latest at the front.
  var together: [Ending] = []
  /// When, awake, the last of them was told.
  var toldAt: Duration?

  /// Whether something was told of them only just now.
  func isRecent(at awake: Duration) -> Bool {
    toldAt.map { awake - $0 < Self.moment } ?? false
  }

  /// These projects are told of otherwise from here on.
  mutating func leave(_ ids: Set<Project.ID>) {
    apart.removeAll { ids.contains($0.project.id) }
    together.removeAll { ids.contains($0.project.id) }
  }
}

extension News {
  /// The ending that may be told together with others; one with notes has more to say than that.
  var ending: Ending? {
    guard case .ended(let project, let outcome, let lastLine, let notes) = self, notes.isEmpty else {
      return nil
    }
    return Ending(project: project, outcome: outcome, lastLine: lastLine)
  }

  /// What identifies the one notification of many endings.
  static func endingsTag(_ kind: Ending.Kind) -> String {
    kind == .destroyed ? "destroyed-together" : "failed-together"
  }
}
