public import Deadlines
public import Executor

extension Execution {
  /// The same executor, reading where this attempt has its record: another program may keep its state elsewhere.
  public func home(_ executor: Executor) -> Executor {
    folder.map { executor.located(at: logPath, folder: $0) } ?? executor
  }

  /// Whether a process of it still runs, as far as its record tells.
  public func lives(_ executor: Executor) -> Bool {
    folder.map { home(executor).lives($0) == .lives } ?? false
  }

  /// Whether a process of it may still run: one does, or its record is gone, nobody saw its end, and the machine has not
  /// been started anew since.
  func mayLive(_ executor: Executor, at now: Moment) -> Bool {
    guard let folder else { return false }
    switch home(executor).lives(folder) {
    case .lives: return true
    case .gone: return false
    case .unknown: return exitCode == nil && createdAt >= now.wall - now.sinceBoot
    }
  }
}
