/// What is wrong with the directory of a project, so that no teardown can run in it.
public enum DirectoryFlaw: Hashable, Sendable {
  /// Nothing is there.
  case gone
  /// Something else is there.
  case notDirectory
  /// It cannot be looked at, for the reason that the system gives.
  case unseen(String)
  /// It did not answer in that time.
  case silent(within: Duration)

  /// What is wrong, and what comes of it, as a sentence without a full stop.
  public var words: String { words(of: 1) }

  /// The same of as many projects.
  func words(of count: Int) -> String {
    switch self {
    case .gone:
      tr(
        count, one: "its directory is gone: its teardown will fail",
        many: "their directories are gone: their teardowns will fail")
    case .notDirectory:
      tr(
        count, one: "its path is no directory any more: its teardown will fail",
        many: "their paths are no directories any more: their teardowns will fail")
    case .unseen(let reason):
      tr(
        count, one: "its directory cannot be looked at (\(reason.oneLine)): its teardown may fail",
        many: "their directories cannot be looked at (\(reason.oneLine)): their teardowns may fail")
    case .silent(let limit):
      tr(
        count, one: "its directory did not answer within \(limit.wordsAway): its teardown may hang",
        many: "their directories did not answer within \(limit.wordsAway): their teardowns may hang")
    }
  }
}
