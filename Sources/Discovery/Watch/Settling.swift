/// Places where something changed lately, until they have been left alone for a moment.
///
/// Times are counted from any one moment on.
struct Settling: Sendable {
  /// What happened to a file.
  enum Change: Hashable, Sendable {
    /// It is whole for now: closed after writing, put in place, taken away, or its rights were changed.
    case whole
    /// It was made or written to, and is open.
    case unfinished
  }

  private struct Wait {
    var first: Duration
    var last: Duration
    /// Since when it has been whole for once; nil: never yet.
    var wholeSince: Duration?
    var isWhole: Bool

    var end: Duration {
      guard let wholeSince else { return first + Settling.longestUnfinished }
      let cap = min(wholeSince + Settling.longest, first + Settling.longestUnfinished)
      return isWhole ? min(last + Settling.quiet, cap) : cap
    }
  }

  /// How long nothing must have happened to a file that is whole.
  static let quiet = Duration.milliseconds(50)
  /// How long at most a file that is whole is waited for, though it changes time and again.
  static let longest = Duration.milliseconds(500)
  /// How long at most a file is waited for that nobody closes.
  static let longestUnfinished = Duration.seconds(2)

  private var waits: [String: Wait] = [:]

  /// Takes note of a change at `place`.
  mutating func note(_ place: String, _ change: Change, at now: Duration) {
    var wait = waits[place] ?? Wait(first: now, last: now, wholeSince: nil, isWhole: false)
    wait.last = now
    wait.isWhole = change == .whole
    if wait.isWhole, wait.wholeSince == nil { wait.wholeSince = now }
    waits[place] = wait
  }

  /// When the next place has settled; nil if none waits.
  var next: Duration? { waits.values.lazy.map(\.end).min() }

  /// Takes the places that have settled, sorted.
  mutating func takeSettled(at now: Duration) -> [String] {
    let settled = waits.filter { $0.value.end <= now }.map(\.key).sorted()
    for place in settled { waits[place] = nil }
    return settled
  }
}
