import Deadlines
import Logging
import Notifications
import Settings
import Synchronization
import Testing

@testable import Daemon

/// How a question stands on the screen, and how it leaves it.
@Suite(.timeLimit(.minutes(1))) struct AnnouncerQuestionsTests {
  /// A clock and a server that do as they are told.
  private final class World: Sendable {
    let now = Mutex(Moment(wall: Timestamp(1_800_000_000), awake: .seconds(9_000), bootID: "boot"))
    let fails = Mutex(false)
    let steps = Heard<String>()
    let events = AsyncStream<NotificationEvent>.makeStream()

    var announcer: Announcer {
      let screen = Screen(
        show: { [self] request, _ throws(NotificationFailure) in
          if fails.withLock(\.self) { throw .rejected("no") }
          steps.say("show \(request.tag)")
          return Accepted(id: 1, hasActions: true)
        }, withdraw: { [steps] in steps.say("withdraw \($0)") }, events: events.stream)
      return Announcer(
        screen: screen, settings: Settings(), clock: Clock { [self] in now.withLock(\.self) }, home: nil,
        mailbox: Mailbox(),
        publication: Publication(
          publish: { _, _ in }, remove: { _ in }, warned: { _, _ in }, executed: { _, _, _ in },
          finished: { _, _, _, _ in }, notificationsAvailable: { _ in }),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
  }

  private let world = World()
  private let project = Project(
    id: Project.ID(1), path: "/p/1", name: "p1", timeout: "1h", command: "true",
    createdAt: Timestamp(1), updatedAt: Timestamp(1))

  /// An announcer with the question on the screen.
  private func asking() async throws -> Announcer {
    let announcer = world.announcer
    try #require(await announcer.ask(about: project, in: nil) == nil)
    return announcer
  }

  /// Or a storm of requests would be as many waits.
  @Test func itsEndIsWaitedForOnce() async throws {
    let announcer = try await asking()
    await withTaskGroup { [id = project.id] group in
      for _ in 0..<2 {
        group.addTask { await announcer.endQuestionWhenOver(id, lookingEvery: .seconds(3_600)) }
      }
      await group.next()
      group.cancelAll()
    }
    #expect(await announcer.questions.up[project.id] != nil)
  }

  @Test func oneThatIsOverIsNotShownAgain() async throws {
    let announcer = try await asking()
    world.now.withLock { $0.awake += .minutes(2) }
    #expect(await announcer.showQuestionAgain(project.questionTag))
    #expect(world.steps.all == ["show \(project.questionTag)"])
  }

  @Test func oneThatCannotBeShownAgainIsOver() async throws {
    let announcer = try await asking()
    world.fails.withLock { $0 = true }
    #expect(await announcer.showQuestionAgain(project.questionTag))
    #expect(await announcer.questions.up.isEmpty)
  }

  /// Nobody would answer its buttons.
  @Test func itGoesWithTheDaemon() async throws {
    let announcer = try await asking()
    try await withThrowingTaskGroup { group in
      group.addTask { try await announcer.run() }
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(world.steps.all.last == "withdraw \(project.questionTag)")
  }
}
