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
  public var words: String {
    switch self {
    case .gone: "its directory is gone: its teardown will fail"
    case .notDirectory: "its path is no directory any more: its teardown will fail"
    case .unseen(let reason): "its directory cannot be looked at (\(reason.oneLine)): its teardown may fail"
    case .silent(let limit): "its directory did not answer within \(limit.words): its teardown may hang"
    }
  }
}
