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
    case warn(Deadlines.Warning)
    case withdraw(tag: String)
    case tell(News)
    case showAgain(tag: String)
    case retell
  }

  private let screen: Screen
  private let clock: Clock
  private let home: String?
  private let mailbox: Mailbox
  private let publication: Publication
  private let logger: Logger
  private let orders: AsyncStream<Order>
  nonisolated private let queue: AsyncStream<Order>.Continuation
  private var settings: Settings
  private var warnings: [String: Deadlines.Warning] = [:]
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

  /// Gives a warning; the schedule is told whether the server accepted it.
  nonisolated func warn(_ warning: Deadlines.Warning) { queue.yield(.warn(warning)) }

  /// Takes the project's warning off the screen.
  nonisolated func withdraw(_ id: Project.ID) { queue.yield(.withdraw(tag: Project.tag(of: id))) }

  /// Tells something; a failure is kept until somebody can be told.
  nonisolated func tell(_ news: News) { queue.yield(.tell(news)) }

  /// Goes by other settings from now on; a complaint about earlier ones is void.
  func use(_ settings: Settings) {
    self.settings = settings
    queue.yield(.withdraw(tag: News.settingsTag))
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
    case .warn(let warning): await show(warning)
    case .withdraw(let tag):
      warnings[tag] = nil
      await screen.withdraw(tag)
    case .tell(let news): await show(news)
    case .showAgain(let tag):
      guard let warning = warnings[tag] else { return }
      _ = try? await screen.show(
        warning.request(at: clock.now().wall, settings: settings, home: home, staysUp: true), .anew)
    case .retell:
      let news = untold
      untold = []
      for item in news { await show(item) }
    }
  }

  private func show(_ warning: Deadlines.Warning) async {
    guard settings.notificationsEnabled else { return mailbox.post(.schedule(.warningRefused(warning))) }
    do {
      let request = warning.request(at: clock.now().wall, settings: settings, home: home)
      _ = try await screen.show(request, .anew)
      warnings[warning.project.tag] = warning
      mailbox.post(.schedule(.warningAccepted(warning)))
    } catch {
      logger.warning(
        "a warning was not accepted: \(error)", metadata: ["project": "\(warning.project.id.number)"])
      mailbox.post(.schedule(.warningRefused(warning)))
    }
  }

  private func show(_ news: News) async {
    guard settings.notificationsEnabled else { return }
    do {
      _ = try await screen.show(news.request(at: clock.now().wall, home: home), .anew)
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
    guard let key = ActionKey(text: text) else { return logger.notice("an unknown action was ignored") }
    let command = Command(project: .id(key.project), action: key.action, offered: key.generation)
    do {
      tell(.changed(try await mailbox.ask(command), key.action))
    } catch {
      logger.info("a click was refused: \(error)")
      guard case .refused(let refusal, let project?) = error else { return }
      tell(.refused(project, key.action, refusal))
    }
  }
}
