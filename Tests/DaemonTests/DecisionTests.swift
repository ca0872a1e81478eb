import Deadlines
import Logging
import Notifications
import RealParts
import RemoteControl
import Settings
import Testing
import Wording

@testable import Daemon

/// What asks for a decision comes back after a look at the log, as long as it stands.
@Suite(.timeLimit(.minutes(1))) struct DecisionTests {
  private let shown = Heard<(request: NotificationRequest, how: Replacement)>()
  private let withdrawn = Heard<String>()
  private let server = AsyncStream<NotificationEvent>.makeStream()
  private let mailbox = Mailbox()

  private func running(
    memory: ScreenMemory? = nil, _ body: @escaping @Sendable (Announcer) async throws -> Void
  ) async throws {
    let screen = Screen(
      show: { [shown] request, how throws(NotificationFailure) in
        shown.say((request, how))
        return Accepted(id: 1, hasActions: true, server: ServerIdentity(bus: "b", owner: ":1.5"))
      }, withdraw: { [withdrawn] in withdrawn.say($0) }, events: server.stream)
    let announcer = Announcer(
      screen: screen, settings: Settings(),
      clock: Clock { Moment(wall: Timestamp(1_800_000_000), awake: .seconds(9_000), bootID: "boot") },
      home: nil, mailbox: mailbox,
      publication: Publication(
        publish: { _, _ in }, remove: { _ in }, warned: { _, _ in }, executed: { _, _, _ in },
        finished: { _, _, _, _ in }, notificationsAvailable: { _ in }),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, calm: .seconds(3_600), memory: memory)
    try await withThrowingTaskGroup { group in
      group.addTask { try await announcer.run() }
      try await body(announcer)
      group.cancelAll()
    }
  }

  private func press(_ key: String, under tag: String) {
    server.continuation.yield(.actionInvoked(tag: tag, key: key))
  }

  /// Returns once everything the server said was heard: which logs were to be opened.
  private func logsOpened() async -> [Int64] {
    press("log/99", under: "nothing")
    var logs: [Int64] = []
    for await input in mailbox.inputs {
      guard case .showLog(let id) = input else { continue }
      if id.number == 99 { break }
      logs.append(id.number)
    }
    return logs
  }

  @Test(arguments: ["failed", "silent", "still running", "progress"])
  func aLookAtTheLogBringsItBackSilently(kind: String) async throws {
    let news = try #require(News.samples.first { $0.name == kind }?.news)
    let folder = try TestFolder("decision")
    try await running(memory: ScreenMemory(folder: folder.path, boot: "boot")) { announcer in
      announcer.tell(news)
      await announcer.showAllTold()
      press("log/1", under: news.tag)
      #expect(await logsOpened() == [1])
      await announcer.showAllTold()
      let all = shown.all
      try #require(all.count == 2)
      #expect(all[1].how == .anew && all[1].request.isSilent)
      var first = all[0].request
      first.isSilent = true
      #expect(all[1].request == first && first.actions.count == 2)
    }
    // The next daemon knows what it speaks of.
    let left = ScreenMemory(folder: folder.path, boot: "boot").untouched()
    #expect(left.map(\.item.about) == [news.toldProjects.map { ScreenMemory.About($0) }])
  }

  /// What it says would not be so any more.
  @Test func whatWasSettledOrReplacedMeanwhileDoesNotComeBack() async throws {
    try await running { announcer in
      let news = News.silent(.told(1, .destroying), since: Timestamp(1_799_990_000))
      announcer.tell(news)
      await announcer.showAllTold()
      press("log/1", under: news.tag)
      _ = await logsOpened()
      await announcer.showAllTold()
      #expect(shown.all.count == 2)
      // It comes back when it has rested.
      press("log/1", under: news.tag)
      #expect(await logsOpened().isEmpty)
      await announcer.showAllTold()
      await announcer.noteRested(.decision(tag: news.tag))
      #expect(shown.all.count == 3)
      press("log/1", under: news.tag)
      _ = await logsOpened()
      announcer.takeDown(news.tag)
      await announcer.showAllTold()
      await announcer.noteRested(.decision(tag: news.tag))
      #expect(shown.all.count == 3)
      announcer.tell(news)
      await announcer.showAllTold()
      press("log/1", under: news.tag)
      _ = await logsOpened()
      announcer.tell(.stillRunning(.told(1, .destroying)))
      await announcer.showAllTold()
      await announcer.noteRested(.decision(tag: news.tag))
      #expect(shown.all.count == 5)
    }
  }

  /// No window after the other opens, and it does not come up again and again.
  @Test func aServerThatPressesByItselfOpensOneLog() async throws {
    try await running { announcer in
      let news = News.ended(.told(1, .failed), .exited(code: 1), lastLine: nil)
      announcer.tell(news)
      await announcer.showAllTold()
      press("log/1", under: news.tag)
      #expect(await logsOpened() == [1])
      await announcer.showAllTold()
      for _ in 1...400 { press("log/1", under: news.tag) }
      #expect(await logsOpened().isEmpty)
      await announcer.showAllTold()
      #expect(shown.all.count == 2)
    }
  }

  /// It still counts among those that stand there by themselves.
  @Test func aFailureLookedAtIsStillToldTogetherWithTheNext() async throws {
    try await running { announcer in
      for id in 1...3 as ClosedRange<Int64> {
        announcer.tell(.ended(.told(id, .failed), .exited(code: 1), lastLine: nil))
        await announcer.showAllTold()
      }
      press("log/1", under: "project-1")
      _ = await logsOpened()
      await announcer.showAllTold()
      announcer.tell(.ended(.told(4, .failed), .exited(code: 1), lastLine: nil))
      await announcer.showAllTold()
      #expect(shown.all.last?.request.summary == "4 teardowns went wrong")
      #expect(withdrawn.all.contains("project-1"))
    }
  }

  @Test func onlyWhatStandsIsKept() async throws {
    let decisions = Decisions()
    let screen = decisions.following(
      Screen(
        show: { request, how throws(NotificationFailure) in
          if request.summary == "refused" { throw .notShown(tag: request.tag) }
          return Accepted(id: 1, hasActions: true)
        }, withdraw: { _ in }, events: AsyncStream { _ in }))
    var request = NotificationRequest(
      tag: "t", summary: "s",
      actions: [.init(key: "log/1", label: "Show log"), .init(key: "k", label: "Retry")])
    let ways: [(Bool, () async throws -> Void)] = [
      (true, {}), (true, { _ = try? await screen.show(.init(tag: "t", summary: "refused"), .update) }),
      (false, { _ = try? await screen.show(.init(tag: "t", summary: "refused"), .anew) }),
      (false, { _ = try await screen.show(.init(tag: "t", summary: "other"), .update) }),
      (false, { await screen.withdraw("t") }), (false, { decisions.forget("t") }),
      (false, { decisions.forgetAll() }),
    ]
    for (place, (isKept, happens)) in ways.enumerated() {
      _ = try await screen.show(request, .anew)
      #expect(decisions.takePressed("t") == nil && decisions.press("t"))
      try await happens()
      #expect(decisions.takePressed("t") == (isKept ? request : nil), "\(place)")
    }
    // Beside the log there is nothing to decide.
    request.actions.removeLast()
    _ = try await screen.show(request, .anew)
    #expect(!decisions.press("t"))
  }
}
