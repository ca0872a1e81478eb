import Deadlines
import Logging
import Notifications
import RemoteControl
import ServiceLifecycle
import Settings
import Wording

/// Shows warnings and news, strictly one after the other, and hands clicks on.
///
/// The order matters: a withdrawal must never overtake the warning that follows it, or a teardown would count on a
/// warning that nobody sees.
actor Announcer: Service {
  private enum Order: Sendable {
    case warn([Deadlines.Warning])
    case remind([Reminder])
    case withdraw(Project.ID)
    case takeDown(tag: String)
    case tell(News)
    case showAgain(tag: String)
    case showEach([TogetherKey.Member])
    case retell
    case report(@Sendable () -> Void)
  }

  let screen: Screen
  let clock: Clock
  let home: String?
  let mailbox: Mailbox
  let publication: Publication
  let logger: Logger
  private let orders: AsyncStream<Order>
  nonisolated private let queue: AsyncStream<Order>.Continuation
  var settings: Settings
  /// What was shown last of each project.
  var warnings: [Project.ID: Deadlines.Warning] = [:]
  /// The summaries that are up.
  var summaries: [Summary] = []
  var summariesShown = 0
  private var untold: [News] = []

  /// The most news kept for a server that is not there.
  private static let untoldLimit = 100

  init(
    screen: Screen, settings: Settings, clock: Clock, home: String?, mailbox: Mailbox,
    publication: Publication, logger: Logger
  ) {
    self.screen = screen
    self.settings = settings
    self.clock = clock
    self.home = home
    self.mailbox = mailbox
    self.publication = publication
    self.logger = logger
    (orders, queue) = AsyncStream.makeStream()
  }

  /// Gives one warning, or several in one notification; the schedule is told of each whether the server accepted it.
  nonisolated func warn(_ warnings: [Deadlines.Warning]) { queue.yield(.warn(warnings)) }

  /// Brings held and failed projects up again; the schedule is told whether the server accepted it.
  nonisolated func remind(_ reminders: [Reminder]) { queue.yield(.remind(reminders)) }

  /// Takes the project's warning off the screen.
  nonisolated func withdraw(_ id: Project.ID) { queue.yield(.withdraw(id)) }

  /// Tells something; a failure is kept until somebody can be told.
  nonisolated func tell(_ news: News) { queue.yield(.tell(news)) }

  /// Returns once everything asked for until now has been shown, or refused.
  nonisolated func finishShowing() async {
    let (shown, end) = AsyncStream<Void>.makeStream()
    queue.yield(.report({ end.finish() }))
    for await _ in shown {}
  }

  /// Goes by other settings from now on; a complaint about earlier ones is void.
  func use(_ settings: Settings) {
    self.settings = settings
    queue.yield(.takeDown(tag: News.settingsTag))
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      await withDiscardingTaskGroup { group in
        group.addTask { await self.listen() }
        for await order in orders { await self.carryOut(order) }
        group.cancelAll()
      }
    }
  }

  private func carryOut(_ order: Order) async {
    switch order {
    case .warn(let warnings): await show(warnings)
    case .remind(let reminders): await show(reminders)
    case .withdraw(let id): await forget(id)
    case .takeDown(let tag): await screen.withdraw(tag)
    case .tell(let news): await show(news)
    case .showAgain(let tag): await showAgain(tag)
    case .showEach(let members):
      for member in members {
        guard let warning = warnings[member.project], warning.project.generation == member.generation else {
          continue
        }
        await showAgain(warning.project.tag)
      }
    case .retell:
      let news = untold
      untold = []
      for item in news { await show(item) }
    case .report(let answer): answer()
    }
  }

  private func show(_ news: News) async {
    guard settings.policy.notificationsEnabled else { return }
    do {
      _ = try await screen.show(news.request(at: clock.now(), policy: settings.policy, home: home), .anew)
    } catch {
      logger.info("news was not shown: \(error)")
      guard news.keeps, error != .inhibited, untold.count < Self.untoldLimit else { return }
      untold.append(news)
    }
  }

  private func listen() async {
    for await event in screen.events {
      switch event {
      case .actionInvoked(let tag, NotificationRequest.defaultActionKey): queue.yield(.showAgain(tag: tag))
      case .actionInvoked(_, let key): await obey(key)
      case .closed: break
      case .inhibitionChanged(let isInhibited):
        mailbox.post(.schedule(.notificationsPaused(isInhibited)))
        if !isInhibited { queue.yield(.retell) }
      case .serverChanged(let state):
        switch state {
        case .present, .activatable:
          publication.notificationsAvailable(true)
          mailbox.post(.schedule(.serverCame))
          queue.yield(.retell)
        case .absent, .unresponsive:
          publication.notificationsAvailable(false)
          mailbox.post(.schedule(.serverWent))
        }
      }
    }
  }

  /// Carries out a click and says what came of it; the server may have sent anything.
  private func obey(_ text: String) async {
    if let key = TogetherKey(text: text) { return await obey(key) }
    guard let key = ActionKey(text: text) else { return logger.notice("an unknown action was ignored") }
    let command = Command(project: .id(key.project), action: key.action, offered: key.generation)
    do {
      tell(.changed(try await mailbox.ask(command), key.action))
    } catch {
      logger.info("a click was refused: \(error)")
      guard case .refused(let refusal, let project?) = error else { return tell(.notDone(error.words)) }
      tell(.refused(project, key.action, refusal))
    }
  }

  private func obey(_ key: TogetherKey) async {
    guard case .extend(let duration) = key.wish else { return _ = queue.yield(.showEach(key.members)) }
    var changed: [Project] = []
    var refused: [String] = []
    for member in key.members {
      let command = Command(
        project: .id(member.project), action: .extend(by: duration), offered: member.generation)
      do {
        changed.append(try await mailbox.ask(command))
      } catch {
        logger.info("a click was refused: \(error)")
        refused.append(error.words)
      }
    }
    guard !changed.isEmpty || !refused.isEmpty else { return }
    tell(.changedTogether(changed, refused: refused))
  }
}
