import DBus
import Foundation
import RealParts
import Testing

@testable import RemoteControl

/// Names that strangers have, let go and take.
@Suite(.timeLimit(.minutes(1))) struct NameKeeperTests {
  @Test(arguments: OwnName.allCases) func takesTheNameWhenItBecomesFree(name: OwnName) async throws {
    let bus = try await PrivateBus()
    let stranger = try await bus.connect()
    #expect(try await stranger.requestName(name.busName) == .owned)
    let ours = try await bus.connect()
    let (standings, said) = AsyncStream<NameStanding>.makeStream()
    try await withThrowingTaskGroup { group in
      group.addTask { try await NameKeeper(on: ours).keep(name) { said.yield($0) } }
      var standing = standings.makeAsyncIterator()
      #expect(await standing.next() == .stranger(owner: stranger.uniqueName, processID: getpid()))
      stranger.close()
      #expect(await standing.next() == .ours)
      let client = try await bus.connect()
      #expect(try await client.nameOwner(of: name.busName) == ours.uniqueName)
      // Lost for whatever reason, it is taken back.
      try await ours.releaseName(name.busName)
      #expect(await standing.next() == .ours)
      // It ends with the connection, which is no error.
      ours.close()
      try await group.waitForAll()
    }
  }

  /// Whoever is faster at a name that was let go is told of like the one before.
  @Test func tellsOfOneStrangerAfterTheOther() async throws {
    let bus = try await PrivateBus()
    let (first, second) = (try await bus.connect(), try await bus.connect())
    #expect(try await first.requestName(RemoteNames.service) == .owned)
    // It queues, so nobody comes in between.
    _ = try await second.call(
      "RequestName", of: "org.freedesktop.DBus", at: "/org/freedesktop/DBus", on: "org.freedesktop.DBus",
      [.string(RemoteNames.service.text), .uint32(0)])
    let ours = try await bus.connect()
    let (standings, said) = AsyncStream<NameStanding>.makeStream()
    try await withThrowingTaskGroup { group in
      group.addTask { try await NameKeeper(on: ours).keep(.service) { said.yield($0) } }
      var standing = standings.makeAsyncIterator()
      #expect(await standing.next() == .stranger(owner: first.uniqueName, processID: getpid()))
      first.close()
      #expect(await standing.next() == .stranger(owner: second.uniqueName, processID: getpid()))
      second.close()
      #expect(await standing.next() == .ours)
      ours.close()
      try await group.waitForAll()
    }
  }
}
