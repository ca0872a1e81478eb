import DBus
import RealParts
import Testing

@testable import Tray

@Suite(.timeLimit(.minutes(1))) struct RegistrationTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func theItemIsRegisteredByItsUniqueName() async throws {
    let watcher = try await FakeWatcher(on: bus)
    try await bus.withTray { running in
      let asked = try #require(await watcher.asked.first { _ in true })
      #expect(asked.service == asked.sender?.text && asked.sender?.isUnique == true)
      #expect(await running.next() == .available(true))
      let host = FakeHost(connection: watcher.connection, item: try BusName(asked.service))
      #expect(try await host.property("Id") == .string("org.example.Sample"))
    }
  }

  @Test func aWatcherThatComesLateIsFound() async throws {
    let script = Script()
    try await bus.withTray(script) { running in
      // The content is asked when the item is shown, watcher or not.
      await script.asked.first { true }
      let watcher = try await FakeWatcher(on: bus)
      // Nothing was told before.
      #expect(await running.next() == .available(true))
      #expect(watcher.registered.count == 1)
    }
  }

  // A panel that starts again has forgotten everybody; one that stays must not get the item twice.
  @Test func everyNewWatcherGetsTheItemOnce() async throws {
    try await bus.withTray { running in
      for _ in 0..<3 {
        let watcher = try await FakeWatcher(on: bus)
        #expect(await running.next() == .available(true))
        try watcher.setHost(false)
        #expect(await running.next() == .available(false))
        try watcher.setHost(true, bySignal: false)
        #expect(await running.next() == .available(true))
        #expect(watcher.registered.count == 1)
        watcher.end()
        #expect(await running.next() == .available(false))
      }
    }
  }

  // The name may go from one to the other without being free in between.
  @Test func aWatcherThatIsReplacedIsLeftForTheNext() async throws {
    let gate = Gate(0)
    let first = try await FakeWatcher(on: bus, .waits(gate))
    try await bus.withTray { running in
      _ = await first.asked.first { _ in true }
      first.end()
      let second = try await FakeWatcher(on: bus)
      #expect(await running.next() == .available(true))
      #expect(second.registered.count == 1)
    }
    gate.leave()
  }

  @Test func withoutAHostTheIconCannotBeSeen() async throws {
    let watcher = try await FakeWatcher(on: bus, hasHost: false)
    try await bus.withTray { running in
      _ = await watcher.asked.first { _ in true }
      try watcher.setHost(true)
      // Nothing was told before.
      #expect(await running.next() == .available(true))
      try watcher.setHost(false, bySignal: false)
      #expect(await running.next() == .available(false))
      #expect(watcher.registered.count == 1)
    }
  }

  @Test func aWatcherThatRefusesIsAskedAgain() async throws {
    let watcher = try await FakeWatcher(on: bus, .refuses)
    try await bus.withTray { running in
      let troubles = await running.troubles.prefix(3).collected()
      let refusal = BusError.refused(.failed("not today"))
      let owner = watcher.connection.uniqueName
      #expect(
        troubles
          == [20, 40, 80].map { .notRegistered(by: owner, refusal, again: .milliseconds($0)) })
      watcher.change(to: .takes)
      #expect(await running.next() == .available(true))
      #expect(watcher.registered.count == 1)
    }
  }

  @Test func aWatcherThatHangsIsAskedAgain() async throws {
    let gate = Gate(0)
    let watcher = try await FakeWatcher(on: bus, .waits(gate))
    let timing = TrayTiming(watcher: .milliseconds(50), pause: .milliseconds(20))
    try await bus.withTray(timing: timing) { running in
      let trouble = await running.troubles.first { _ in true }
      #expect(
        trouble
          == .notRegistered(
            by: watcher.connection.uniqueName, .timedOut(.milliseconds(50)), again: .milliseconds(20)))
      watcher.change(to: .takes)
      gate.leave()
      #expect(await running.next() == .available(true))
    }
  }

  // It took the item, so it is asked no more than what it did not answer.
  @Test func aWatcherThatHangsLaterIsAskedForHostsAgain() async throws {
    let gate = Gate(0)
    let watcher = try await FakeWatcher(on: bus, secret: gate)
    // Long enough for a busy machine to take the item in.
    let timing = TrayTiming(watcher: .seconds(1), pause: .milliseconds(20))
    try await bus.withTray(timing: timing) { running in
      _ = await running.troubles.first { _ in true }
      gate.leave()
      #expect(await running.next() == .available(true))
      #expect(watcher.registered.count == 1)
    }
  }

  @Test func aBusThatGoesAndComesBackIsFoundAgain() async throws {
    let folder = try TestFolder("tray")
    let first = try await PrivateBus(in: folder.path)
    let watcher = try await FakeWatcher(on: first)
    try await first.withTray(at: "unix:path=" + folder.path("bus")) { running in
      #expect(await running.next() == .available(true))
      await first.end()
      #expect(await running.next() == .available(false))
      guard case .noBus? = await running.troubles.first(where: { _ in true }) else {
        Issue.record("the bus is still there")
        return
      }
      let second = try await PrivateBus(in: folder.path)
      let later = try await FakeWatcher(on: second)
      #expect(await running.next() == .available(true))
      #expect(later.registered.count == 1)
    }
    withExtendedLifetime(watcher) {}
  }

  @Test func noBusIsTriedAgainWithGrowingPauses() async throws {
    let nowhere = try TestFolder("tray")
    let (troubles, trouble) = AsyncStream.makeStream(of: TrayTrouble.self)
    let tray = Tray(
      id: "org.example.Sample", category: .applicationStatus,
      on: .address("unix:path=" + nowhere.path("bus")), numberedFrom: 1, timing: .short,
      noting: { trouble.yield($0) }, content: { await Script().content() })
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await tray.run() }
      var pauses: [Duration] = []
      for await trouble in troubles.prefix(3) {
        if case .noBus(_, let pause) = trouble { pauses.append(pause) }
      }
      #expect(pauses == [20, 40, 80].map { .milliseconds($0) })
      group.cancelAll()
    }
    // Nothing is told of an icon that never was, and the events end.
    #expect(await tray.events.collected() == [])
  }

  @Test func inTheEndTheItemIsTakenAway() async throws {
    let watcher = try await FakeWatcher(on: bus)
    var owners: AsyncStream<BusName?>?
    var events: AsyncStream<TrayEvent>?
    try await bus.withTray { running in
      let item = try #require(await watcher.asked.first { _ in true }?.sender)
      let told = try await watcher.connection.owners(of: item)
      #expect(await told.first { _ in true } == item)
      owners = told
      #expect(await running.next() == .available(true))
      events = running.tray.events
    }
    #expect(await owners?.first { _ in true } == .some(nil))
    #expect(await events?.collected() == [.available(false)])
  }
}
