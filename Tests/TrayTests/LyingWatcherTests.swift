import DBus
import RealParts
import Testing

@testable import Tray

/// Watchers that say much, answer late or never, and leave.
@Suite(.timeLimit(.minutes(1))) struct LyingWatcherTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  // Each question takes 20 s in vain: what the one before left behind would take minutes.
  @Test func oneThatHangsAndGoesDoesNotKeepTheNextWaiting() async throws {
    let gate = Gate(0)
    let liar = try await FakeWatcher(on: bus, secret: gate)
    try await bus.withTray { running in
      let item = try #require(await liar.asked.first { _ in true }?.sender)
      for _ in 0..<12 { try liar.setHost(true) }
      // Answered after all that, so the item has heard it.
      _ = try await FakeHost(connection: liar.connection, item: item).property("Id")
      try await liar.resign()
      let good = try await FakeWatcher(on: bus)
      #expect(await running.next() == .available(true))
      #expect(good.registered.count == 1)
    }
    gate.leave()
  }

  @Test func aLateAnswerOfOneThatHasGoneDoesNotCount() async throws {
    let (late, slow) = (Gate(0), Gate(0))
    let liar = try await FakeWatcher(on: bus, secret: late)
    var events: AsyncStream<TrayEvent>?
    try await bus.withTray { running in
      events = running.tray.events
      let item = try #require(await liar.asked.first { _ in true }?.sender)
      for _ in 0..<200 { try liar.setHost(true) }
      try await liar.resign()
      let next = try await FakeWatcher(on: bus, .waits(slow), hasHost: false)
      _ = try #require(await next.asked.first { _ in true })
      late.leave()
      _ = try await FakeHost(connection: liar.connection, item: item).property("Id")
      slow.leave()
      try next.setHost(true)
      #expect(await running.next() == .available(true))
    }
    // Had the old one's answer counted, there were more between this and that.
    #expect(await events?.collected() == [.available(false)])
  }

  @Test func aThousandWordsAreOneReasonToAsk() async throws {
    let gate = Gate(0)
    let watcher = try await FakeWatcher(on: bus, secret: gate)
    try await bus.withTray { running in
      let item = try #require(await watcher.asked.first { _ in true }?.sender)
      let host = FakeHost(connection: watcher.connection, item: item)
      for _ in 0..<1_000 { try watcher.setHost(true) }
      _ = try await host.property("Id")
      gate.leave()
      #expect(await running.next() == .available(true))
      try await watcher.resign()
      #expect(await running.next() == .available(false))
    }
    #expect(watcher.questions < 100)
  }

  @Test(arguments: [true, false])
  func oneThatDoesNotTakeTheItemForLongIsAskedToTheEnd(hangs: Bool) async throws {
    let gate = Gate(0)
    let watcher = try await FakeWatcher(on: bus, hangs ? .waits(gate) : .refuses)
    // What answers is never to be late.
    let timing = TrayTiming(watcher: hangs ? .milliseconds(50) : .seconds(20), pause: .milliseconds(5))
    try await bus.withTray(timing: timing) { running in
      let troubles = await running.troubles.prefix(6).collected()
      let error: BusError = hangs ? .timedOut(.milliseconds(50)) : .refused(.failed("not today"))
      let owner = watcher.connection.uniqueName
      // What it says of hosts is no reason to ask before the time.
      for _ in 0..<50 { try watcher.setHost(true) }
      #expect(
        troubles
          == [5, 10, 20, 40, 80, 160].map { .notRegistered(by: owner, error, again: .milliseconds($0)) })
      watcher.change(to: .takes)
      gate.leave()
      #expect(await running.next() == .available(true))
      #expect(hangs || watcher.registered.count == 1)
      watcher.end()
      #expect(await running.next() == .available(false))
      let next = try await FakeWatcher(on: bus)
      #expect(await running.next() == .available(true))
      #expect(next.registered.count == 1)
    }
  }

  @Test func afterManyChangesOfOwnersTheLastHasTheItem() async throws {
    let restless = try await FakeWatcher(on: bus)
    try await bus.withTray { running in
      #expect(await running.next() == .available(true))
      // From here on only the last tells of a host: what is true is told of it alone.
      try restless.setHost(false)
      for _ in 0..<300 {
        try await restless.resign()
        #expect(try await restless.connection.requestName(FakeWatcher.name) == .owned)
      }
      try await restless.resign()
      let last = try await FakeWatcher(on: bus)
      #expect(await running.tray.events.first { $0 == .available(true) } != nil)
      try last.setHost(false)
      #expect(await running.next() == .available(false))
      #expect(last.registered.count == 1)
    }
  }
}
