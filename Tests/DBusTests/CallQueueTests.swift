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
    try await client.ping(server)
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

  @Test func closingCancelsWhatIsBeingDone() async throws {
    let client = try await bus.connect()
    let waiting = Task { try await client.call(call("Wait")) }
    await gate.entered.wait()
    server.close()
    await gate.cancelled.wait()
    await #expect(throws: BusError.self) { try await waiting.value }
  }
}
