import Deadlines
import Logging
import Notifications
import ProjectStore
import RemoteControl
import ServiceLifecycle
import Settings
import Synchronization
import Tray
import Wording

/// Keeps the icon in the panel, and does what is picked in its menu.
///
/// What is picked goes the way of a click on a notification, with the generation it was offered for. Nothing wakes the
/// daemon for the icon's sake but a change of its look; while no panel shows it, or no project is active, nothing does.
final class TrayService: Service {
  private struct State {
    var settings: Settings
    /// Whether a panel shows the icon.
    var isShown = false
  }

  let rows = TrayRows()
  let store: ProjectStore
  let mailbox: Mailbox
  let announcer: Announcer
  let departure: DepartureService
  let settingsFile: String
  let logger: Logger
  private let clock: Clock
  private let alarm: Alarm
  private let icons: InstalledIcons
  private let available: @Sendable (Bool) -> Void
  private let state: Mutex<State>

  /// How many things that happened are shown.
  private static let recentShown = 8

  /// - Parameters:
  ///   - alarm: an alarm of its own, for changes of the icon's look.
  ///   - available: hears whether a panel shows the icon.
  init(
    store: ProjectStore, settings: Settings, mailbox: Mailbox, announcer: Announcer,
    departure: DepartureService,
    clock: Clock, alarm: Alarm, icons: InstalledIcons,
    settingsFile: String,
    available: @escaping @Sendable (Bool) -> Void, logger: Logger
  ) {
    self.store = store
    self.mailbox = mailbox
    self.announcer = announcer
    self.departure = departure
    self.clock = clock
    self.alarm = alarm
    self.icons = icons
    self.settingsFile = settingsFile
    self.available = available
    self.logger = logger
    state = Mutex(State(settings: settings))
  }

  /// Goes by other settings from now on.
  func use(_ settings: Settings) {
    state.withLock { $0.settings = settings }
    rows.touch()
  }

  /// Stays in the panel, whatever becomes of panels and buses, until the group shuts down.
  func run() async throws {
    let tray = Tray(
      id: NotifyingApplication.killallTofu.id, noting: { [logger] in logger.note($0) },
      content: { [self] in await content() })
    await cancelWhenGracefulShutdown { [self] in
      await withDiscardingTaskGroup { group in
        group.addTask { await tray.run() }
        group.addTask { for await event in tray.events { await self.take(event) } }
        // Also while no panel shows it: what was drawn must not do what it does no longer offer.
        group.addTask { for await _ in self.rows.changes { tray.refresh() } }
        group.addTask { for await _ in self.alarm.rings where self.isShown { tray.refresh() } }
        group.addTask { for await _ in self.announcer.pauses where self.isShown { tray.refresh() } }
      }
    }
    available(false)
  }

  private var isShown: Bool { state.withLock(\.isShown) }

  /// What is to be seen now; looked at again when that changes by itself.
  private func content() async -> TrayContent {
    let (projects, logged) = rows.current
    let (settings, isShown) = state.withLock { ($0.settings, $0.isShown) }
    let view = TrayView(
      projects: projects, logged: logged,
      recent: await recent(knowing: projects),
      pausedUntil: await announcer.pausedUntil, icons: icons, settings: settings,
      now: clock.now())
    alarm.set(isShown ? view.situation.changesAt : nil)
    return Language.$current.withValue(announcer.language) { view.content }
  }

  /// What happened last, to projects that are over as well: only those have to be looked for in the file.
  private func recent(
    knowing active: [Project]
  ) async -> [(event: Deadlines.LogEvent, project: Project?)] {
    let events = (try? await store.events.recent(Self.recentShown))?.values ?? []
    var projects = Dictionary(uniqueKeysWithValues: active.map { ($0.id, $0) })
    for id in Set(events.compactMap(\.projectID)) where projects[id] == nil {
      projects[id] = try? await store.projects.find(id)
    }
    return events.map { ($0, $0.projectID.flatMap { projects[$0] }) }
  }

  private func take(_ event: TrayEvent) async {
    switch event {
    case .available(let isAvailable):
      state.withLock { $0.isShown = isAvailable }
      available(isAvailable)
      // What was shown when the panel took it may have changed since.
      if isAvailable { rows.touch() } else { alarm.set(nil) }
    case .picked(let key): await obey(key)
    case .outdated(let key):
      // What is done to a project carries its generation, and is refused with a reason where that is over. The rest would
      // do what it did when it was drawn: a Quit of before there was a project ends the daemon without a second look.
      guard case .project? = TrayKey(text: key) else { return }
      await obey(key)
    case .activated, .secondaryActivated: mailbox.post(.overviewWanted)
    }
  }

  /// Does what an entry means, by the rules and for the generation it was drawn for.
  private func obey(_ text: String) async {
    switch TrayKey(text: text) {
    case .project(let key): await announcer.obey(key.text, under: "tray")
    case .ask(let id):
      do throws(QuestionFailure) {
        try await mailbox.requestDestroy(.id(id))
      } catch {
        announcer.tell(.notDone(RemoteError(error).message))
      }
    case .log(let id): mailbox.post(.showLog(id))
    case .folder(let id): mailbox.post(.showFolder(id))
    case .overview: mailbox.post(.overviewWanted)
    case .settings: mailbox.post(.settingsWanted(path: settingsFile))
    case .pause: await announcer.pause(for: TrayView.pauseLength)
    case .unpause: await announcer.unpause()
    case .quit: await quit()
    case nil: logger.notice("an unknown entry of the tray was ignored")
    }
  }

  /// Ends the daemon, once it was said what does not happen from now on.
  private func quit() async {
    let view = TrayView(
      projects: rows.current.projects, settings: state.withLock(\.settings), now: clock.now())
    logger.notice("ended by its user, from the tray")
    await announcer.takeLeave(view.situation)
    departure.quit()
  }
}

extension Logger {
  fileprivate func note(_ trouble: TrayTrouble) {
    switch trouble {
    case .noBus(let error, let again):
      debug("no session bus for the tray icon; looked for again in \(again.words): \(error.words)")
    case .notRegistered(let watcher, let error, let again):
      notice(
        "the panel \(watcher) did not take the tray icon; asked again in \(again.words): \(error.words)")
    }
  }
}
