import Deadlines
import ProjectStore
import Wording

/// How long the file has failed the daemon, and whether the user has been told.
///
/// A lock that another program holds for a moment is nothing to speak of, so the first failure never is: what failed is
/// tried again after ``Deadlines/Schedule/rest``, and only when it fails then is there trouble.
struct FileTrouble {
  typealias Need = FileTroubleText.Need

  /// Awake times at which what still fails failed first.
  private var failingSince: [Need: Duration] = [:]
  private var told: Need?

  /// It failed at this awake time; what is to be told of it, if anything.
  mutating func failed(_ need: Need, _ error: StoreError, at awake: Duration) -> News? {
    guard error.concernsWholeFile else { return nil }
    let since = failingSince[need, default: awake]
    failingSince[need] = since
    guard told == nil, awake - since >= Schedule.rest else { return nil }
    told = need
    return .fileFails(error, need)
  }

  /// It worked; what is to be told of it, if anything.
  mutating func worked(_ need: Need) -> News? {
    failingSince[need] = nil
    guard failingSince.isEmpty, let was = told else { return nil }
    told = nil
    return .fileWorks(was)
  }
}

extension StoreError {
  /// Whether it is more than one row that cannot be used.
  fileprivate var concernsWholeFile: Bool {
    switch self {
    case .badCell, .rowMissing: false
    default: true
    }
  }
}

extension Overseer {
  func noteFailed(_ need: FileTrouble.Need, _ error: StoreError) {
    if let news = fileTrouble.failed(need, error, at: clock.now().awake) { announcer.tell(news) }
  }

  func noteWorked(_ need: FileTrouble.Need) {
    if let news = fileTrouble.worked(need) { announcer.tell(news) }
  }
}
