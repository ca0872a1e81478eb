import Glibc
import RealParts
import Testing

@testable import DBus

@Suite(.timeLimit(.minutes(1))) struct OwnerTests {
  let bus: PrivateBus
  let name: BusName = "org.example.House"

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func thePresentOwnerComesFirstThenEveryChange() async throws {
    let watcher = try await bus.connect()
    let first = try await bus.connect()
    let second = try await bus.connect()
    _ = try await first.requestName(name)
    var owners = try await watcher.owners(of: name).makeAsyncIterator()
    #expect(await owners.next() == first.uniqueName)
    try await first.releaseName(name)
    #expect(await owners.next() == BusName?.none)
    _ = try await second.requestName(name)
    #expect(await owners.next() == second.uniqueName)
    second.close()
    #expect(await owners.next() == BusName?.none)
  }

  @Test func aNameThatNobodyHasIsToldAsSuch() async throws {
    let watcher = try await bus.connect()
    var owners = try await watcher.owners(of: name).makeAsyncIterator()
    #expect(await owners.next() == BusName?.none)
    _ = try await watcher.requestName(name)
    #expect(await owners.next() == watcher.uniqueName)
  }

  // Somebody takes and gives back the name all the while; whatever is told last must be true.
  @Test func noChangeIsMissedBetweenRuleAndQuestion() async throws {
    let watcher = try await bus.connect()
    let owner = try await bus.connect()
    for _ in 0..<50 {
      async let taken = owner.requestName(name)
      var owners = try await watcher.owners(of: name).makeAsyncIterator()
      _ = try await taken
      var told = await owners.next()
      while told != owner.uniqueName { told = await owners.next() }
      async let released: Void = owner.releaseName(name)
      while told != BusName?.none { told = await owners.next() }
      try await released
    }
  }

  // The bus's answer already has in it what changed before.
  @Test func whatChangesBeforeTheAnswerIsNotToldTwice() async throws {
    let watcher = try await bus.connect()
    let other = try await bus.connect()
    var heard = try await watcher.owners(of: name).makeAsyncIterator()
    _ = await heard.next()
    let (stream, continuation) = AsyncStream.makeStream(of: BusName?.self)
    let (id, watch) = (Subscription.newID(), OwnerWatch(name: name, owners: continuation))
    watcher.mailbox.post { $0.ownerWatches[id] = watch }
    _ = try await other.requestName(name)
    #expect(await heard.next() == other.uniqueName)
    watcher.mailbox.post { session in
      session.begin(id, with: ":1.999")
      continuation.finish()
    }
    var told: [BusName?] = []
    for await owner in stream { told.append(owner) }
    #expect(told == [":1.999"])
  }

  /// Only the bus knows: anybody can send a signal that looks like its.
  @Test func aForgedChangeIsNotBelieved() async throws {
    let watcher = try await bus.connect()
    let forger = try await bus.connect()
    let owner = try await bus.connect()
    // So that the forged one is not passed over before it is looked at.
    let all = try await watcher.signals(matching: MatchRule(member: "NameOwnerChanged"))
    var owners = try await watcher.owners(of: name).makeAsyncIterator()
    #expect(await owners.next() == BusName?.none)
    let forged = [name.text, "", forger.uniqueName.text].map(Value.string)
    try forger.send(
      .signal(
        "NameOwnerChanged", of: "org.freedesktop.DBus", at: "/org/freedesktop/DBus", to: watcher.uniqueName,
        forged))
    #expect(await all.first { $0.body == forged }?.sender == forger.uniqueName)
    _ = try await owner.requestName(name)
    #expect(await owners.next() == owner.uniqueName)
  }

  @Test func otherNamesAreNotToldOf() async throws {
    let watcher = try await bus.connect()
    var owners = try await watcher.owners(of: name).makeAsyncIterator()
    #expect(await owners.next() == BusName?.none)
    // Its changes come to this connection too.
    let others = try await watcher.owners(of: "org.example.Shed")
    let other = try await bus.connect()
    _ = try await other.requestName("org.example.Shed")
    _ = try await watcher.requestName(name)
    #expect(await owners.next() == watcher.uniqueName)
    withExtendedLifetime(others) {}
  }

  // A name is told of whatever other streams listen to it, and ends with its own.
  @Test func twoWatchesOfOneNameAreApart() async throws {
    let watcher = try await bus.connect()
    var kept = try await watcher.owners(of: name).makeAsyncIterator()
    _ = await kept.next()
    do {
      var dropped = try await watcher.owners(of: name).makeAsyncIterator()
      _ = await dropped.next()
    }
    _ = try await watcher.requestName(name)
    #expect(await kept.next() == watcher.uniqueName)
  }

  @Test func theStreamEndsWithTheBus() async throws {
    let watcher = try await bus.connect()
    var owners = try await watcher.owners(of: name).makeAsyncIterator()
    #expect(await owners.next() == BusName?.none)
    bus.kill()
    #expect(await owners.next() == BusName??.none)
    await #expect(throws: BusError.disconnected) { try await watcher.owners(of: name) }
  }

  @Test func theBusTellsProcessAndUser() async throws {
    let connection = try await bus.connect()
    #expect(try await connection.processID(of: connection.uniqueName) == getpid())
    #expect(try await connection.userID(of: connection.uniqueName) == getuid())
    _ = try await connection.requestName(name)
    #expect(try await connection.processID(of: name) == getpid())
    let error = await #expect(throws: BusError.self) {
      try await connection.processID(of: "org.example.Nobody")
    }
    guard case .refused(let refusal)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.name == "org.freedesktop.DBus.Error.NameHasNoOwner")
  }
}
