import Deadlines
import Logging
import Notifications
import RemoteControl
import Settings
import Testing
import Wording

@testable import Daemon

/// What many projects at once, and a server that presses by itself, ask of the screen.
@Suite(.timeLimit(.minutes(1))) struct AnnouncerCalmTests {
  private let steps = Heard<String>()
  private let replaced = Heard<(summary: String, how: Replacement, isSilent: Bool)>()
  private let heard = Heard<Bool>()
  private let now = Timestamp(1_800_000_000)
  private let server = AsyncStream<NotificationEvent>.makeStream()

  private func running(
    calm: Duration = .seconds(3_600), _ body: @escaping @Sendable (Announcer) async throws -> Void
  ) async throws {
    let screen = Screen(
      show: { [steps, replaced] request, how throws(NotificationFailure) in
        replaced.say((request.summary, how, request.isSilent))
        steps.say(request.summary)
        return Accepted(id: 1, hasActions: true)
      }, withdraw: { _ in }, events: server.stream)
    let announcer = Announcer(
      screen: screen, settings: Settings(),
      clock: Clock { [now] in Moment(wall: now, awake: .seconds(9_000), bootID: "boot") },
      home: nil,
      mailbox: Mailbox(),
      publication: Publication(
        publish: { _, _ in }, remove: { _ in }, warned: { _, _ in }, executed: { _, _, _ in },
        finished: { _, _, _, _ in }, notificationsAvailable: { [heard] in heard.say($0) }),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, calm: calm)
    try await withThrowingTaskGroup { group in
      group.addTask { try await announcer.run() }
      try await body(announcer)
      group.cancelAll()
    }
  }

  @Test func twoHundredTeardownsAreAFewNotifications() async throws {
    try await running { [steps, replaced] announcer in
      for id in 1...200 as ClosedRange<Int64> {
        announcer.tell(.started(.told(id, .destroying)))
        await announcer.showAllTold()
        announcer.tell(.ended(.told(id, .destroyed), .destroyed, lastLine: nil))
        await announcer.showAllTold()
      }
      #expect(steps.all.count <= 12, "\(steps.all)")
      #expect(replaced.all.allSatisfy { $0.how == .anew || $0.isSilent })
    }
  }

  @Test func twoHundredFailuresMadeGoodAreAFewChanges() async throws {
    try await running { [steps, replaced] announcer in
      announcer.tell((1...200).map { .ended(.told($0, .failed), .exited(code: 1), lastLine: nil) })
      await announcer.showAllTold()
      for id in 1...199 as ClosedRange<Int64> {
        announcer.withdrawFailure(Project.ID(id))
        await announcer.showAllTold()
      }
      #expect(steps.all == ["200 teardowns went wrong", "199 teardowns went wrong"])
      #expect(replaced.all.last?.how == .update && replaced.all.last?.isSilent == true)
    }
  }

  @Test func whatRestedIsShownAsItIsThen() async throws {
    try await running(calm: .milliseconds(100)) { [steps] announcer in
      announcer.tell((1...9).map { .ended(.told($0, .destroyed), .destroyed, lastLine: nil) })
      for id in 10...20 as ClosedRange<Int64> {
        announcer.tell(.ended(.told(id, .destroyed), .destroyed, lastLine: nil))
        await announcer.showAllTold()
      }
      _ = try await steps.first { $0 == "20 projects were destroyed" }
    }
  }

  @Test func aServerThatPressesByItselfIsShownAgainOnceInAWhile() async throws {
    let project = Project.told(1)
    try await running { [steps, server, now] announcer in
      announcer.warn([
        Warning(project: project, kind: .deadline, offset: .zero, due: now + .hours(1))
      ])
      _ = try await steps.first { _ in true }
      for _ in 1...400 {
        server.continuation.yield(
          .actionInvoked(tag: project.tag, key: NotificationRequest.defaultActionKey))
      }
      server.continuation.yield(.serverChanged(.absent))
      _ = try await heard.first { _ in true }
      await announcer.showAllTold()
      #expect(steps.all.count == 2)
    }
  }

  @Test func refusalsOfOneActionAreOne() async throws {
    try await running { [steps] announcer in
      for _ in 1...300 {
        await announcer.tellRefusal(
          .action(Project.ID(1), .cancel), .refused(.told(1), .cancel, .notFound("1")))
        await announcer.showAllTold()
      }
      #expect(steps.all.count == 1)
    }
  }
}

extension Announcer {
  /// Returns once everything told until now is shown, news that gives way included.
  nonisolated func showAllTold() async {
    repeat { await finishShowing() } while !book.isEmpty
    await finishShowing()
  }
}
