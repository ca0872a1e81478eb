import Deadlines
@preconcurrency import Dispatch
import Synchronization
import SystemPackage

/// Turns what inotify says about the file into what other connections did to it.
///
/// `PRAGMA data_version` sees only commits of other connections if it is asked on the connection that makes
/// ours. A writer keeps its lock from its first change of the file to its commit, so a question asked in
/// between waits.
final class ChangeObserver: Sendable {
  private struct State {
    var version: Int64
    var place = StoreChange.changed
    var isChecking = false
  }

  private let watch: FileWatch?
  private let path: String
  private let opened: FileIdentity
  private let file: any EngineFile
  private let continuation: AsyncStream<StoreChange>.Continuation
  private let queue = DispatchQueue(label: "ProjectStore.changes")
  private let state: Mutex<State>

  init(
    watch: FileWatch?, path: String, opened: FileIdentity, file: any EngineFile, version: Int64,
    continuation: AsyncStream<StoreChange>.Continuation
  ) {
    self.watch = watch
    self.path = path
    self.opened = opened
    self.file = file
    self.continuation = continuation
    state = Mutex(State(version: version))
  }

  /// Listens until the stream's consumer goes; the event source keeps the observer alive until then.
  func start() {
    guard let watch else { return look() }
    let source = DispatchSource.makeReadSource(fileDescriptor: watch.descriptor.rawValue, queue: queue)
    source.setEventHandler { [self] in
      if watch.drain() { checkSoon(.milliseconds(100)) }
    }
    // The descriptor must stay open until the source has let go of it.
    source.setCancelHandler { [watch] in _ = watch }
    // Sound: a dispatch source may be cancelled from any thread, and nothing else is done with it.
    nonisolated(unsafe) let cancellable = source
    continuation.onTermination = { _ in cancellable.cancel() }
    source.activate()
  }

  /// Looks twice a second, for want of a watch.
  private func look() {
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(
      deadline: .now() + .milliseconds(500), repeating: .milliseconds(500), leeway: .milliseconds(100))
    timer.setEventHandler { [self] in check() }
    continuation.onTermination = { _ in timer.cancel() }
    timer.activate()
  }

  private func checkSoon(_ delay: DispatchTimeInterval) {
    let isFirst = state.withLock { state in
      defer { state.isChecking = true }
      return !state.isChecking
    }
    guard isFirst else { return }
    queue.asyncAfter(deadline: .now() + delay) { [self] in
      state.withLock { $0.isChecking = false }
      check()
    }
  }

  /// Looks once, and tells what another connection did since the last look.
  func check() {
    let place = currentPlace()
    let isNews = state.withLock { state in
      defer { state.place = place }
      return state.place != place
    }
    guard place == .changed else {
      if isNews { continuation.yield(place) }
      return
    }
    // Locked for longer than the store's patience: the writer is still at it, so ask again.
    guard let version = try? file.work(Self.version) else { return checkSoon(.milliseconds(500)) }
    let isNew = state.withLock { state in
      defer { state.version = version }
      return state.version != version
    }
    if isNew || isNews { continuation.yield(.changed) }
  }

  private func currentPlace() -> StoreChange {
    guard let now = FileState(ofFileAt: path) else { return .gone }
    guard now.identity == opened else { return .replaced }
    return now.size == 0 ? .emptied : .changed
  }

  static func version(_ connection: any Connection) throws -> Int64 {
    try connection.integer("PRAGMA data_version") ?? 0
  }
}
