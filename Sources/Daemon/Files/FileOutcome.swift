public import Deadlines
public import Discovery
import ProjectStore

/// What came of a project file that was looked at.
public struct FileOutcome: Hashable, Sendable {
  /// What it meant for the project.
  public enum Change: Hashable, Sendable {
    /// It is registered now.
    case registered
    /// It says something else than before.
    case changed
    /// Its timeout grew by so much, and its deadline moved with it.
    case postponed(by: Duration)
    /// What it says is allowed now.
    case allowed
    /// What it says is not allowed any more.
    case held
    /// All is as it was.
    case unchanged
    /// Its directory was moved here from this path.
    case moved(from: String)
    /// The file was deleted.
    case gone
    /// It makes no sense, for this reason with file and line.
    case bad(String)
    /// Others than its user can write it, as this sentence says.
    case unsafe(String)
    /// It cannot be looked at, for this reason.
    case unseen(String)
    /// An active project that was registered by hand lies there, and goes on by what was said then.
    case notOurs(Project)
    /// A destroyed or cancelled project lies there, which only its user revives.
    case atRest(Project)
  }

  /// What was found.
  public var found: FoundFile
  /// The project as it is now; nil where there is none.
  public var project: Project?
  /// What it meant.
  public var change: Change

  init(_ found: FoundFile, _ reading: FileReading?, _ rows: Reconciled) {
    self.found = found
    project = rows.after
    change =
      switch reading {
      case nil: .unseen(found.unseenReason ?? "")
      case .bad(let trouble, _): .bad(trouble)
      case .unsafe(let trouble): .unsafe(trouble)
      case .unseen(let reason): .unseen(reason)
      case .gone:
        rows.before?.file?.consent != .gone && rows.after?.file?.consent == .gone ? .gone : .unchanged
      case .longer(_, let difference): rows.after?.isAllowed == true ? .postponed(by: difference) : .held
      case .sound: rows.change
      }
  }
}

extension FoundFile {
  fileprivate var unseenReason: String? {
    if case .unseen(let reason) = content { reason } else { nil }
  }
}

extension Reconciled {
  /// What a file that makes sense changed.
  fileprivate var change: FileOutcome.Change {
    guard let after else { return .unchanged }
    guard let before else { return .registered }
    if before.path != after.path { return .moved(from: before.path) }
    if !after.status.isActive { return .atRest(after) }
    if after.source != .file { return .notOurs(after) }
    if before.isAllowed != after.isAllowed { return after.isAllowed ? .allowed : .held }
    return before.file?.digest == after.file?.digest && before.file?.consent == after.file?.consent
      ? .unchanged : .changed
  }
}
