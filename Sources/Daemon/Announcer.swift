import Deadlines
import Logging
import Notifications
import RemoteControl
import ServiceLifecycle
import Settings
import Wording

/// Shows warnings and news, one after the other in the order of its ``OrderBook``, and hands clicks on.
///
/// The order matters: a withdrawal must never overtake the warning that follows it, or a teardown would count on a
/// warning that nobody sees.
actor Announcer: Service {
  let screen: Screen
  /// What stands on the screen, kept for the next daemon.
  let memory: ScreenMemory?
  /// What comes back after a look at the log.
  let decisions = Decisions()
  let clock: Clock
  let home: String?
  let mailbox: Mailbox
  let publication: Publication
  let logger: Logger
  /// The language of everything that it shows; logs and the file stay English.
  nonisolated let language: Language
  nonisolated let book = OrderBook()
  var settings: Settings
  /// What was shown last of each project.
  var warnings: [Project.ID: Deadlines.Warning] = [:]
  /// The summaries that are up.
  var summaries: [Summary] = []
  var summariesShown = 0
  /// Projects at whose place on the screen the news of a teardown stands.
  var tornDown: Set<Project.ID> = []
  /// Projects whose running teardown is told of with how far it is.
  var progressing: Set<Project.ID> = []
  /// What was found out about the teardown of each project that was warned of.
  var briefings: [Project.ID: Briefing] = [:]
  /// Projects whose hold stands on the screen by itself.
  var heldApart: [Project] = []
  /// Projects that the one notification of many holds stands for, what became known last at the front.
  var heldTogether: [Project] = []
  /// The endings of teardowns that stand on the screen.
  var endings: [Ending.Kind: EndingsShown] = [:]
  /// The tags under which a failure stands by itself.
  var failuresUp: Set<String> = []
  /// The teardowns that one notification says run.
  var beginnings = Beginnings()
  /// The reminders that one notification brings up again, what came last at the front.
  var reminded: [Reminder] = []
  /// What was done only just now, and is not done again before it has rested.
  var resting: Set<Calmed> = []
  /// What was asked for while it rested, and whether that has news.
  var isOwed: [Calmed: Bool] = [:]
  /// What is to rest, for one reader.
  let rests = AsyncStream<Calmed>.makeStream()
  /// For how long it rests.
  let calm: Duration
  /// When, awake, what was refused was told, as far as that is only just now.
  var refusals: [RefusedClick: Duration] = [:]
  var untold: [News] = []
  /// Whether an order is being carried out at the moment; the book no longer has it.
  private(set) var isCarryingOut = false
  /// The questions whether to destroy something now.
  var questions = Questions()
  /// The projects of those whose end is waited for.
  var expiringQuestions: Set<Project.ID> = []
  /// What is true until it is taken down, and stands on the screen, by its tag.
  var standing: [String: News] = [:]
  /// Asks for what a hung server did not take to be told again, after a rest.
  let retries = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
  let rest: Duration
  /// The pause that the user asked for, until it has ended.
  var pause: Pause?
  /// Whether the server said that it holds notifications back.
  var isServerInhibited = false
  /// Hears when a pause begins, or another takes its place, until when, and nil when it ends; for one reader.
  nonisolated let pauses: AsyncStream<Timestamp?>
  let pausesTold: AsyncStream<Timestamp?>.Continuation
  /// Where the pause is kept for the next daemon.
  let pauseRecord: StateRecord<Pause>?
  /// How often at least it is looked whether the pause is over.
  let pausePatience: Duration
  /// Pauses whose end has yet to be waited for.
  let pausesBegun = AsyncStream<Pause>.makeStream()
  /// The project as it stands in the file.
  let find: @Sendable (Project.ID) async -> Project?
  /// Finds out what can be told of a teardown before it begins, in a moment.
  let brief: @Sendable (Project, Settings) async -> Briefing

  init(
    screen: Screen, settings: Settings, clock: Clock, home: String?, mailbox: Mailbox,
    publication: Publication, logger: Logger, language: Language = .english, rest: Duration = Schedule.rest,
    calm: Duration = .seconds(2),
    memory: ScreenMemory? = nil, pauseRecord: StateRecord<Pause>? = nil,
    pausePatience: Duration = Schedule.rest,
    find: @escaping @Sendable (Project.ID) async -> Project? = { _ in nil },
    brief: @escaping @Sendable (Project, Settings) async -> Briefing = { _, _ in Briefing() }
  ) {
    self.screen = decisions.following(memory.map { $0.following(screen) } ?? screen)
    self.memory = memory
    self.settings = settings
    self.clock = clock
    self.home = home
    self.mailbox = mailbox
    self.publication = publication
    self.logger = logger
    self.language = language
    self.rest = rest
    self.calm = calm
    self.pauseRecord = pauseRecord
    self.pausePatience = pausePatience
    (pauses, pausesTold) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.find = find
    self.brief = brief
  }

  /// Gives one warning, or several in one notification; the schedule is told of each whether the server accepted it.
  nonisolated func warn(_ warnings: [Deadlines.Warning]) { book.add(.warn(warnings)) }

  /// Brings held and failed projects up again; the schedule is told whether the server accepted it.
  nonisolated func remind(_ reminders: [Reminder]) { book.add(.remind(reminders)) }

  /// Takes the project's warning off the screen.
  nonisolated func withdraw(_ id: Project.ID) { book.add(.withdraw(id)) }

  /// Takes off the screen, and out of whatever names it, what tells of a failure that is not true any more.
  nonisolated func withdrawFailure(_ id: Project.ID) { book.add(.withdrawFailure(id)) }

  /// Takes the project out of the notification that brings projects up again: what that says of it is not true any more.
  nonisolated func withdrawReminder(_ id: Project.ID) { book.add(.withdrawReminder(id)) }

  /// Takes off the screen what stands under the tag.
  nonisolated func takeDown(_ tag: String) { book.add(.takeDown(tag: tag)) }

  /// Tells something; a failure is kept until somebody can be told.
  ///
  /// Texts that it holds are made in the desktop's language.
  nonisolated func tell(_ news: @autoclosure () -> News) {
    book.tell([Language.$current.withValue(language, operation: news)])
  }

  /// Tells what became known together.
  nonisolated func tell(_ news: [News]) { book.tell(news) }

  /// Returns once everything asked for until now has been shown, or refused; news that gives way is not waited for.
  nonisolated func finishShowing() async {
    let (shown, end) = AsyncStream<Void>.makeStream()
    book.add(.report({ end.finish() }))
    for await _ in shown {}
  }

  /// Goes by other settings from now on; a complaint about earlier ones is void.
  func use(_ settings: Settings) {
    self.settings = settings
    takeDown(News.settingsTag)
  }

  func run() async throws {
    await Language.$current.withValue(language) { await runInDesktopLanguage() }
  }

  private func runInDesktopLanguage() async {
    // Before any server is heard of: the first thing that it would be shown may be what is to wait.
    resumePause()
    await cancelWhenGracefulShutdown { [self] in
      await withDiscardingTaskGroup { group in
        group.addTask { await self.endPauses() }
        group.addTask { await self.listen() }
        group.addTask { await self.retellAfterRests() }
        group.addTask { await self.restCalmed() }
        for await _ in self.book.calls {
          while !Task.isCancelled, let order = self.book.next() { await self.carryOut(order) }
        }
        group.cancelAll()
      }
    }
    // Their buttons would be answered by nobody.
    for id in questions.up.keys.sorted() { await endQuestion(id) }
  }

  private func carryOut(_ order: Order) async {
    isCarryingOut = true
    defer { isCarryingOut = false }
    switch order {
    case .warn(let warnings): await show(warnings)
    case .remind(let reminders): await show(reminders)
    case .withdraw(let id): await forget(id)
    case .withdrawFailure(let id): await forgetFailure(id)
    case .withdrawReminder(let id): await leaveReminders(id)
    case .takeDown(let tag):
      untold.removeAll { $0.tag == tag }
      standing[tag] = nil
      await screen.withdraw(tag)
    case .tell(let news): await tellNow(news)
    case .showAgain(let tag): await showAgainCalmly(tag)
    case .showDecision(let tag): await showDecisionCalmly(tag)
    case .showEach(let members):
      for member in members {
        guard let warning = warnings[member.project], warning.project.generation == member.generation else {
          continue
        }
        await showAgain(warning.project.tag)
      }
    case .reviewQuestion(let row): await review(row)
    case .endQuestion(let id): await endQuestion(id)
    case .renewHolds: await renewHolds()
    case .showFailures: await showFailures()
    case .rested(let calmed): await noteRested(calmed)
    case .takeOver(let tags): await takeOver(Set(tags))
    case .retell:
      book.tellAgain(untold)
      untold = []
    case .report(let answer): answer()
    }
  }
}
