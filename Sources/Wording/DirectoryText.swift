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
    let isOne = count == 1
    let directory = isOne ? "its directory" : "their directories"
    let teardown = isOne ? "its teardown" : "their teardowns"
    switch self {
    case .gone: return "\(directory) \(isOne ? "is" : "are") gone: \(teardown) will fail"
    case .notDirectory:
      let place = isOne ? "its path is no directory" : "their paths are no directories"
      return "\(place) any more: \(teardown) will fail"
    case .unseen(let reason):
      return "\(directory) cannot be looked at (\(reason.oneLine)): \(teardown) may fail"
    case .silent(let limit):
      return "\(directory) did not answer within \(limit.words): \(teardown) may hang"
    }
  }
}
