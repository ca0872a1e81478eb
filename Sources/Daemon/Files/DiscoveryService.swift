import Discovery
import Glibc
import Logging
import ServiceLifecycle
import Settings
import Synchronization
import Wording

/// Watches the directories of the settings, and those of projects that come from files, and has what changes there read.
final class DiscoveryService: Service {
  private struct State {
    var settings: Settings
    /// The directories of projects that come from files, wherever they lie.
    var singles: Set<String> = []
    var watcher: Watcher?
    /// What the watcher was made for; others are made where that differs.
    var plan: WatchPlan?
  }

  private let mailbox: Mailbox
  private let logger: Logger
  private let ignoreFile: String
  private let state: Mutex<State>
  private let (restarts, restart) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

  /// - Parameter ignoreFile: the file of ignore patterns, which need not be there.
  init(mailbox: Mailbox, settings: Settings, ignoreFile: String, logger: Logger) {
    self.mailbox = mailbox
    self.ignoreFile = ignoreFile
    self.logger = logger
    state = Mutex(State(settings: settings))
    restart.yield()
  }

  /// Goes by other settings from now on, and by the ignore file as it is now; looks through everything again.
  func use(_ settings: Settings) {
    state.withLock { $0.settings = settings }
    restart.yield()
  }

  /// Looks through everything again.
  func rescan() { use(state.withLock(\.settings)) }

  /// A project comes from the file in this directory, wherever that lies.
  func watch(_ directory: String) {
    state.withLock { state in
      guard state.singles.insert(directory).inserted else { return }
      state.watcher?.watch(single: directory)
    }
  }

  /// No project comes from the file in this directory any more.
  func unwatch(_ directory: String) {
    state.withLock { state in
      guard state.singles.remove(directory) != nil else { return }
      state.watcher?.unwatch(single: directory)
    }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      await withDiscardingTaskGroup { group in
        for await _ in restarts {
          guard let (watcher, plan) = begin() else { continue }
          group.addTask { await self.follow(watcher, plan) }
        }
        state.withLock(\.watcher)?.stop()
        group.cancelAll()
      }
    }
  }

  /// Begins to watch by the settings as they are; nil where a watcher that does so looks through everything again.
  private func begin() -> (Watcher, WatchPlan)? {
    let (settings, former) = state.withLock { ($0.settings, $0.plan) }
    let plan = WatchPlan(settings, ignoreFile: ignoreFile, former: former) { [mailbox, logger] error in
      logger.error("the ignore file is not gone by: \(error)")
      mailbox.post(.ignoreFileFails(error.description))
    }
    return state.withLock { state in
      if state.plan == plan, let watcher = state.watcher {
        watcher.rescan()
        return nil
      }
      state.watcher?.stop()
      let watcher = Watcher(
        roots: plan.roots, rules: plan.rules, maxDepth: plan.maxDepth, followsSymlinks: plan.followsSymlinks,
        singles: state.singles.sorted())
      state.watcher = watcher
      state.plan = plan
      watcher.start()
      return (watcher, plan)
    }
  }

  private func follow(_ watcher: Watcher, _ plan: WatchPlan) async {
    await withTaskCancellationHandler {
      for await report in watcher.reports { tell(report, plan) }
    } onCancel: {
      watcher.stop()
    }
  }

  private func tell(_ report: WatchReport, _ plan: WatchPlan) {
    switch report {
    case .places(let places): read(places, plan)
    case .scanned(let roots, let places, let entries):
      logger.info("looked through \(entries) entries in \(roots.count) trees: \(places.count) project files")
      read(places, plan)
    case .cannotSee(let path, let why): logger.warning("\(WatchText.cannotSee(path, because: why))")
    case .limitReached(let watched, let limit):
      logger.warning("\(WatchText.limitWords(watched: watched, limit: limit))")
      mailbox.post(.watchesUsedUp(watched: watched, limit: limit))
    case .limitOver: mailbox.post(.watchesSuffice)
    case .moved(let from, let to): logger.info("\(from) was moved to \(to)")
    }
  }

  private func read(_ places: [String], _ plan: WatchPlan) {
    guard !places.isEmpty else { return }
    // A file outside the trees is looked at for the project that comes from it, and makes no new one; what a link leads to
    // lies elsewhere as well, and is no single directory.
    let singles = state.withLock(\.singles)
    let inside = places.filter { plan.covers($0) || !singles.contains($0) }
    let outside = places.filter { !plan.covers($0) && singles.contains($0) }
    if !inside.isEmpty { mailbox.post(.placesChanged(inside, registers: true)) }
    if !outside.isEmpty { mailbox.post(.placesChanged(outside, registers: false)) }
  }
}
