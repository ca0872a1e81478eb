import RealParts
import Synchronization
import Testing

@testable import DBus

@Suite struct CallQueueTests {
  let bus: PrivateBus
  let server: Connection
  let gate = Gate()

  init() async throws {
    bus = try await PrivateBus()
    server = try await bus.connect()
    server.export(gate.object, at: "/")
  }

  private func call(_ member: MemberName, _ body: [Value] = []) -> Message {
    .call(member, of: "org.example.Gate", at: "/", on: server.uniqueName, body)
  }

  @Test func oneSlowPeerDoesNotHoldUpAnother() async throws {
    let slow = try await bus.connect()
    let quick = try await bus.connect()
    let waiting = Task { try await slow.call(call("Wait")) }
    await gate.entered.wait()
    #expect(try await quick.call(call("Note", [.int32(1)])) == [])
    // Calls of the slow one wait their turn, even those that need no handler.
    try slow.send(call("Note", [.int32(2)]))
    try await quick.ping(server)
    #expect(gate.notes == [1])
    gate.opened.open()
    _ = try await waiting.value
    try await slow.ping(server)
    #expect(gate.notes == [1, 2])
  }

  @Test func callsOfOnePeerAreDoneInOrder() async throws {
    let client = try await bus.connect()
    for number in 0..<Int32(200) { try client.send(call("Note", [.int32(number)])) }
    try await client.ping(server)
    #expect(gate.notes == Array(0..<200))
  }

  @Test func aPeerThatFloodsIsRefused() async throws {
    let client = try await bus.connect()
    let waiting = Task { try await client.call(call("Wait")) }
    await gate.entered.wait()
    for _ in 0..<CallQueue.longest {
      try client.send(call("Note", [.int32(1)]))
    }
    let error = await #expect(throws: BusError.self) { try await client.call(call("Note", [.int32(2)])) }
    guard case .refused(let refusal) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.name == "org.freedesktop.DBus.Error.LimitsExceeded")
    gate.opened.open()
    _ = try await waiting.value
    // They are done one after the other; until the first is there is no room for another call.
    while true {
      do {
        try await client.ping(server)
        break
      } catch BusError.refused(let another) where another.name == refusal.name {
        continue
      }
    }
    #expect(gate.notes.count == CallQueue.longest)
  }

  // An answer would come before the one to the call after it.
  @Test(arguments: ["Note", "Missing"] as [MemberName])
  func noReplyIsHonoured(_ member: MemberName) async throws {
    let client = try await bus.connect()
    let answered = Latch()
    var message = call(member, [.int32(1)])
    message.noReply = true
    let sent = message
    client.mailbox.post { $0.call(sent, within: .seconds(25)) { _, _ in answered.open() } }
    try await client.ping(server)
    #expect(!answered.isOpen)
    #expect(gate.notes == (member == "Note" ? [1] : []))
  }

  /// A queue of our own, so that calls come from peers that need not be there.
  private func queue() -> CallQueue {
    let tree = ObjectTree()
    _ = tree.insert(gate.object, at: "/")
    let admission = Admission(.everybody, mailbox: server.mailbox, isOursAlone: true)
    return CallQueue(responder: Responder(tree: tree), admission: admission, mailbox: server.mailbox)
  }

  private func call(_ member: MemberName, from number: Int) throws -> Message {
    var call = call(member)
    call.sender = try BusName(":7.\(number)")
    call.serial = 1
    return call
  }

  @Test func soManyPeersMayWaitAndNoMore() throws {
    let queue = queue()
    for number in 0..<CallQueue.mostPeers {
      #expect(try queue.take(call("Wait", from: number)) { .read([], size: 0) } == nil)
    }
    let refusal = try queue.take(call("Note", from: CallQueue.mostPeers)) {
      Issue.record("what is refused anyway was read")
      return .strange
    }
    #expect(refusal?.errorName == "org.freedesktop.DBus.Error.LimitsExceeded")
    // Whoever waits already may ask once more.
    #expect(try queue.take(call("Wait", from: 0)) { .read([], size: 0) } == nil)
    queue.close()
  }

  @Test func whatComesAfterTheEndIsNotDone() async throws {
    let queue = queue()
    queue.close()
    let refusal = try queue.take(call("Wait", from: 1)) { .read([], size: 0) }
    #expect(refusal?.errorName == "org.freedesktop.DBus.Error.Failed")
    #expect(!gate.entered.isOpen)
  }

  @Test func closingCancelsWhatIsBeingDone() async throws {
    let client = try await bus.connect()
    let waiting = Task { try await client.call(call("Wait")) }
    await gate.entered.wait()
    server.close()
    await gate.cancelled.wait()
    await #expect(throws: BusError.self) { try await waiting.value }
  }
}
