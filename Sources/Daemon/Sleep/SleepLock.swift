/// A lock of logind that this process may hold.
enum SleepLock: CaseIterable {
  /// Has the machine wait for us before it sleeps.
  case delay
  /// Keeps it from sleep and from being switched off.
  case block

  /// What it is taken against.
  var what: String {
    switch self {
    case .delay: "sleep"
    case .block: "sleep:shutdown"
    }
  }

  /// What it does to that.
  var mode: Logind.Mode {
    switch self {
    case .delay: .delay
    case .block: .block
    }
  }
}
