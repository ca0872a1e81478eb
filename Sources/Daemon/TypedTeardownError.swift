public import Deadlines
public import Executor
public import ProjectStore
import Wording

/// Why a teardown that a user typed was not begun.
public enum TypedTeardownError: Error, Hashable, Sendable {
  /// The rules refused.
  case refused(Refusal, about: Project)
  /// It could not even be tried.
  case cannotStart(ExecutorError)
  /// A teardown of the project of this number is under way in the same directory, or of the project itself.
  case underWay(in: Project.ID)
  /// What an earlier teardown in the same directory started still runs; its execution folder has this name.
  case busy(folder: String)
  /// The file failed.
  case store(StoreError)

  /// Why it was not begun, as a sentence with a way out.
  public var words: String {
    switch self {
    case .refused(.staleGeneration, let project):
      "\(project.shownName.quoted) was changed meanwhile; look with killall-tofu show \(project.shellName), then try again"
    case .refused(.guardNotMet(.sound), let project):
      "\(project.shownName.quoted) is not destroyed: \(project.flaw?.words ?? Guard.sound.words)"
    case .refused(let refusal, let project): refusal.words(about: project)
    case .cannotStart(let error): "the teardown cannot be started: \(error.words)"
    case .underWay(let owner):
      "a teardown of project \(owner.number) is under way there; follow it with killall-tofu logs --follow "
        + "\(owner.number)"
    case .busy(let folder):
      "a teardown in that directory is under way or just beginning, or a process of an earlier one still runs "
        + "(execution \(folder)); wait for its end"
    case .store(let error): error.words
    }
  }
}
