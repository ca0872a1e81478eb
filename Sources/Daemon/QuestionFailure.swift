import Deadlines
import Notifications
import RemoteControl
import Wording

/// Why nobody was asked whether to destroy a project now.
enum QuestionFailure: Error, Hashable, Sendable {
  /// The rules refused, or the file failed; with the project where it is known.
  case command(CommandError, about: Project?)
  /// Nobody would see it.
  case silence(Project, Silence)
  /// The notification server draws no buttons.
  case noButtons(Project)
  /// Such a question was up only just now, and was answered, closed or void; one may be raised again in so long.
  case justAsked(Project, again: Duration)
  /// So many questions are up already.
  case tooMany(Project, Int)
  /// It changed while it was asked about.
  case changed(Project)

  /// It was not shown.
  init(_ failure: NotificationFailure, about project: Project) {
    switch failure {
    case .serverAbsent: self = .silence(project, .noServer)
    case .inhibited: self = .silence(project, .paused)
    case .timedOut, .rejected, .serverReplaced, .notShown, .invalid, .stopped, .cancelled:
      self = .silence(project, .refused)
    }
  }
}

extension RemoteError {
  /// The error for other programs: none of them asked its user anything.
  init(_ failure: QuestionFailure) {
    switch failure {
    case .command(.refused(let refusal, _), let project?):
      self.init(refusal, message: project.words(of: refusal, home: nil))
    case .command(let error, _): self.init(error)
    case .silence(let project, let silence): self.init(.wrongState, project.notAsked(because: silence))
    case .noButtons(let project): self.init(.wrongState, project.notAskedWithoutButtons)
    case .justAsked(let project, let rest): self.init(.limitExceeded, project.notAskedAgain(for: rest))
    case .tooMany(let project, let count): self.init(.limitExceeded, project.notAsked(besides: count))
    case .changed(let project): self.init(.staleGeneration, project.changedWhileAsked)
    }
  }
}
