import Testing

@testable import Discovery

/// A watcher at work, and what it has reported so far.
final class Watch {
  let watcher: Watcher
  private var reports: AsyncStream<WatchReport>.Iterator
  /// What was taken, in order.
  private(set) var taken: [WatchReport] = []

  /// Starts one, and waits for its first walk.
  init(
    _ roots: [String], rules: IgnoreRules = IgnoreRules(), maxDepth: Int = 10, followsSymlinks: Bool = false,
    singles: [String] = [], limits: WatchLimits = WatchLimits()
  ) async {
    let walk = TreeWalk(rules: rules, maxDepth: maxDepth, followsSymlinks: followsSymlinks)
    watcher = Watcher(roots: roots, walk: walk, singles: singles, limits: limits)
    reports = watcher.reports.makeAsyncIterator()
    watcher.start()
    _ = await scan()
  }

  deinit {
    watcher.stop()
  }

  /// The next report.
  func next() async -> WatchReport? {
    let report = await reports.next(isolation: #isolation)
    if let report { taken.append(report) }
    return report
  }

  /// Waits for a report of which `value` makes something.
  func first<Value>(_ value: (WatchReport) -> Value?) async -> Value? {
    while let report = await next() {
      if let value = value(report) { return value }
    }
    return nil
  }

  /// The places of the next walk through everything.
  func scan() async -> [String]? {
    await first { if case .scanned(_, let places, _) = $0 { places } else { nil } }
  }

  /// Waits until all of these places have been told of as changed; the others that were, too.
  @discardableResult
  func changes(of places: String...) async -> Set<String> {
    var told: Set<String> = []
    while !told.isSuperset(of: places) {
      guard let some = await first({ if case .places(let places) = $0 { places } else { nil } }) else {
        break
      }
      told.formUnion(some)
    }
    return told
  }
}
