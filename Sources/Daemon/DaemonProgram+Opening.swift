import Deadlines
import Logging
import Notifications
import ProjectStore
import Settings
import UnixSignals
import Wording

// The database may not be there yet when the daemon starts: a home that is mounted late, a full disk, another program
// that keeps it locked. Whoever waits for it forgets nothing; whoever gave up would.

extension DaemonProgram {
  /// A database that is open and ours to serve.
  struct Opened: Sendable {
    var store: ProjectStore
    var lock: DaemonLock
    /// The file as it is to be compared with how the last daemon left it: as it is, or as it was before it was migrated.
    var found: FileState?
    /// What opening made of a file of an earlier version; nil where that was not needed.
    var upgrade: Upgrade?
  }

  /// What came of opening.
  enum Opening: Sendable {
    case opened(Opened)
    /// Another daemon serves it, with this process id as far as that is known.
    case taken(by: Int32?)
    /// Told to stop before it could be opened.
    case stopped
  }

  /// Opens the database; where that may work later, goes on trying until it does, or until SIGTERM or SIGINT.
  ///
  /// Meanwhile the daemon has no name on the bus: an answer without projects would be taken for the truth, and to systemd
  /// the name means that it has started.
  ///
  /// - Throws: `StoreError` that waiting does not mend.
  func open(telling host: ServiceHost) async throws(StoreError) -> Opening {
    // It may itself be waiting for the file, and what this one made of the file would be none of its business.
    if let holder = DaemonLock.holder(beside: database) { return .taken(by: holder.processID) }
    do throws(StoreError) {
      return try await openOnce(nil)
    } catch {
      guard error.mayPass else { throw error }
      return try await openLater(after: error, host).get()
    }
  }

  /// Opens the database and asks for the daemon's lock, unless that is held already.
  func openOnce(_ held: DaemonLock?) async throws(StoreError) -> Opening {
    // Looked at first, because opening may migrate it.
    let before = FileState(ofFileAt: database)
    if let before, before.size == 0, let last = DaemonLock.lastServed(at: database), last.size > 0 {
      throw .empty(path: database)
    }
    let creation: ProjectStore.Creation = places.isDefault(database) ? .fileAndFolders : .file
    var upgrade: Upgrade?
    if held != nil {
      // Without patience, so that no signal waits for it; whoever serves the file then has some.
      let probe = try await ProjectStore.open(at: database, create: creation, patience: .zero, engine: engine)
      upgrade = probe.upgrade
    }
    let store = try await ProjectStore.open(
      at: database, create: creation, patience: patience, engine: engine)
    let made = upgrade ?? store.upgrade
    let opened = { [database] (lock: DaemonLock) in
      Opened(
        store: store, lock: lock, found: made == nil ? FileState(ofFileAt: database) : before, upgrade: made)
    }
    if let held { return .opened(opened(held)) }
    switch try DaemonLock.acquire(beside: database) {
    case .acquired(let lock): return .opened(opened(lock))
    case .taken(let pid): return .taken(by: pid)
    }
  }

  private func openLater(after error: StoreError, _ host: ServiceHost) async -> Result<Opening, StoreError> {
    // Before a word of the wait.
    let signals = await Self.trapSignals()
    return await withTaskGroup(of: Result<Opening, StoreError>.self) { group in
      group.addTask {
        await signals.untilEnd()
        return .success(.stopped)
      }
      group.addTask {
        let notifier = Notifier(application: .killallTofu, timeLimit: .seconds(3), logger: logger)
        notifier.start()
        let result = await keepTrying(after: error, host, showing: Screen(notifier))
        await notifier.withdraw(tag: Self.waitingTag)
        await notifier.stop()
        return result
      }
      defer { group.cancelAll() }
      return await group.next() ?? .success(.stopped)
    }
  }

  /// Tries again, after ever longer pauses, until the file opens, another daemon has it, or waiting is of no use.
  ///
  /// - Parameter screen: shows that it waits, and goes on showing it.
  func keepTrying(
    after first: StoreError, _ host: ServiceHost, showing screen: Screen
  ) async -> Result<Opening, StoreError> {
    var (error, pause, isShown) = (first, Duration.seconds(1), false)
    var lock: DaemonLock?
    logger.error("\(StartText.waits(error.words))")
    while true {
      // Before there is a store, so that what else is started meanwhile, as by the bus, does not wait as well.
      if lock == nil, let asked = try? DaemonLock.acquire(beside: database) {
        switch asked {
        case .acquired(let acquired): lock = acquired
        case .taken(let pid): return .success(.taken(by: pid))
        }
      }
      host.tell?(.status(StartText.waits(error.words)))
      guard (try? await Task.sleep(for: pause)) != nil else { return .success(.stopped) }
      pause = min(pause * 2, Self.longestPause)
      do throws(StoreError) {
        return .success(try await openOnce(lock))
      } catch let now {
        guard now.mayPass else { return .failure(now) }
        if now != error { logger.error("\(StartText.waits(now.words))") }
        error = now
        if !isShown { isShown = await show(now, on: screen) }
      }
    }
  }

  private func show(_ error: StoreError, on screen: Screen) async -> Bool {
    let text = Language.$current.withValue(language) { StartText.waitsNotice(error.words) }
    var request = NotificationRequest(text, tag: Self.waitingTag)
    request.urgency = .critical
    request.expiry = .never
    return (try? await screen.show(request, .anew)) != nil
  }

  private static var waitingTag: String { "waiting" }

  /// The longest pause between two attempts.
  static var longestPause: Duration { .seconds(60) }
}

extension DaemonProgram {
  /// Says whether this program could serve the database, which is only looked at, and nothing is waited for long.
  ///
  /// - Throws: `DaemonError.store` with what waiting does not mend.
  public func check() async throws(DaemonError) -> String {
    do throws(StoreError) {
      _ = try await StoreInspection.open(at: database, patience: .seconds(1))
    } catch {
      // One that is missing is made.
      let isMissing = if case .fileMissing = error { true } else { false }
      guard isMissing || error.mayPass else { throw .store(error) }
    }
    return ServiceText.canServe(database, version: killallTofuVersion)
  }
}

extension StoreError {
  /// Whether it may be over later although nobody mends the file itself: what another program does, a disk, a mount.
  var mayPass: Bool {
    switch self {
    case .folderMissing, .locked, .keptInWAL, .diskFull, .cannotOpen, .io: true
    case .notCopied(_, _, let obstacle): obstacle != .readOnly
    case .fileMissing, .empty, .notADatabase, .notOurs, .readOnly, .newerVersion, .corrupt, .replaced,
      .badCell,
      .rowMissing:
      false
    }
  }
}
