import RealParts
import Synchronization
import Testing

@testable import DBus

/// Peers that send more than anybody can take in, while others want answers.
@Suite(.serialized, .timeLimit(.minutes(2))) struct FloodTests {
  private static let exceeded: ErrorName = "org.freedesktop.DBus.Error.LimitsExceeded"
  private static let mebibyte = String(repeating: "x", count: 1 << 20)

  let bus: PrivateBus
  let server: Connection
  let gate = Gate()

  init() async throws {
    bus = try await PrivateBus()
    server = try await bus.connect()
    server.export(gate.object, at: "/")
    server.export(echoObject, at: echoPath)
  }

  private func call(_ member: MemberName, _ body: [Value] = [], noReply: Bool = false) -> Message {
    var call = Message.call(member, of: "org.example.Gate", at: "/", on: server.uniqueName, body)
    call.noReply = noReply
    return call
  }

  /// A peer whose first call is being answered until the gate opens.
  private func blocked() async throws -> (peer: Connection, first: Task<[Value], any Error>) {
    let peer = try await bus.connect()
    let first = Task { try await peer.call(call("Wait")) }
    try await gate.entered(by: peer.uniqueName)
    return (peer, first)
  }

  @Test func whatWaitsOfOnePeerIsBoundedInBytes() async throws {
    let (peer, first) = try await blocked()
    for _ in 0..<3 { try peer.send(call("Keep", [.string(Self.mebibyte)])) }
    let error = try await refusal { () throws(BusError) in
      try await peer.call(call("Keep", [.string(Self.mebibyte)]))
    }
    #expect(error?.name == Self.exceeded)
    gate.opened.open()
    _ = try await first.value
    try await peer.ping(server)
    #expect(gate.notes == [1 << 20, 1 << 20, 1 << 20])
    // What has been answered waits no more.
    for _ in 0..<20 { _ = try await peer.call(call("Keep", [.string(Self.mebibyte)])) }
  }

  /// Every answer is read at once, so nothing piles up; all others would wait for the processor and the bus all the same.
  @Test func whoIsSentTooMuchIsRefusedForAWhileAndOthersAreNot() async throws {
    let peer = try await bus.connect()
    let error = try await refusal { () throws(BusError) in
      for _ in 0..<1_000 { _ = try await peer.call(call("Large")) }
      return []
    }
    #expect(error?.name == Self.exceeded)
    #expect(gate.notes.count >= AnswerAllowance.most / (512 << 10))
    let other = try await bus.connect()
    #expect(try await other.call(call("Large")).count == 1)
  }

  @Test func whatWaitsInAllIsBoundedAndOthersStillGetAPlace() async throws {
    var firsts: [Task<[Value], any Error>] = []
    for _ in 0..<6 {
      let (peer, first) = try await blocked()
      firsts.append(first)
      for _ in 0..<3 { try peer.send(call("Keep", [.string(Self.mebibyte)])) }
      _ = try await refusal { () throws(BusError) in
        // Answered at once: so all before it have come.
        try await peer.call(call("Keep", [.string(Self.mebibyte)]))
      }
    }
    // What is left is taken in small bits.
    let (peer, first) = try await blocked()
    firsts.append(first)
    let bit = Value.string(String(repeating: "x", count: 6 << 10))
    for _ in 0..<250 { try peer.send(call("Keep", [bit])) }
    let last = try await refusal { () throws(BusError) in try await peer.call(call("Keep", [bit])) }
    #expect(last?.name == Self.exceeded)
    let late = try await bus.connect()
    let small = Value.string(String(repeating: "x", count: 12 << 10))
    #expect(try await late.echo(small, by: server) == small)
    let large = try await refusal { () throws(BusError) in
      try await late.call(call("Keep", [.string(Self.mebibyte)]))
    }
    #expect(large?.name == Self.exceeded)
    gate.opened.open()
    for first in firsts { _ = try await first.value }
    #expect(gate.notes.filter { $0 == 1 << 20 }.count < 6 * 3)
  }

  enum TooLarge: CaseIterable {
    case text, hugeText
    /// Small on the bus, large in memory.
    case bytes, variants
  }

  // libdbus would end the connection at a message larger than it is told to take.
  @Test(arguments: TooLarge.allCases)
  func aCallThatIsTooLargeIsRefusedAndNothingElse(_ kind: TooLarge) async throws {
    let value = kind.value
    let client = try await bus.connect()
    for _ in 0..<3 {
      let error = try await refusal { () throws(BusError) in
        try await client.call("Echo", of: echoName, at: echoPath, on: server.uniqueName, [.variant(value)])
      }
      #expect(error?.name == Self.exceeded)
    }
    try client.send(.signal("Heard", of: echoName, at: echoPath, to: server.uniqueName, [.variant(value)]))
    try await client.ping(server)
    #expect(!server.isClosed)
  }

  // Whom we ask may tell more than others may tell us.
  @Test func anAnswerMayBeLarge() async throws {
    let text = String(repeating: "x", count: 3 << 20)
    server.export(
      ExportedObject([
        Interface(
          "a.b", methods: [.init("Tell", returns: [.init("text", .string)]) { _, _ in [.string(text)] }])
      ]), at: "/large")
    let client = try await bus.connect()
    #expect(try await client.call("Tell", of: "a.b", at: "/large", on: server.uniqueName) == [.string(text)])
  }

  enum Flood: CaseIterable {
    case calls, callsWithoutAnswer, unknownCalls, signals, largeSignals, answersToNothing, largeCalls
  }

  // The flood goes on until the others have had all their answers: it cannot just be over before.
  @Test(arguments: Flood.allCases)
  func othersAreAnsweredDuring(_ flood: Flood) async throws {
    let course = Course()
    let flooding = try await bus.connect()
    let quiet = try await bus.connect()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while !course.isOver.load(ordering: .relaxed) {
          for _ in 0..<(flood.isLarge ? 4 : 50) { try flooding.send(message(of: flood)) }
          course.rounds.wrappingAdd(1, ordering: .relaxed)
          // The bus has one queue for all that goes to a peer, of 127 MiB; it is not the bus that is tried here.
          // Nor how much of it can wait for the server: the 20 answers would each wait behind more than the last.
          if flood.isLarge || course.rounds.load(ordering: .relaxed) % 10 == 0 {
            // Which is refused where the flood is one of calls.
            _ = try await refusal { () throws(BusError) in try await flooding.call(ping) }
          } else {
            _ = try await flooding.nameOwner(of: .bus)
          }
        }
      }
      for number in 0..<20 {
        #expect(try await quiet.echo(.int32(Int32(number)), by: server) == .int32(Int32(number)))
      }
      while course.rounds.load(ordering: .relaxed) < 3 { try await quiet.ping(server) }
      course.isOver.store(true, ordering: .relaxed)
      try await group.waitForAll()
    }
    try await quiet.ping(server)
    #expect(!server.isClosed)
  }

  private var ping: Message {
    .call("Ping", of: "org.freedesktop.DBus.Peer", at: "/", on: server.uniqueName)
  }

  private func message(of flood: Flood) -> Message {
    switch flood {
    case .calls:
      .call("Introspect", of: "org.freedesktop.DBus.Introspectable", at: "/", on: server.uniqueName)
    case .callsWithoutAnswer: call("Note", [.int32(1)], noReply: true)
    case .unknownCalls: call("Missing", [.string("x")])
    case .signals: .signal("Heard", of: echoName, at: echoPath, to: server.uniqueName, [.string("x")])
    case .largeSignals:
      .signal("Heard", of: echoName, at: echoPath, to: server.uniqueName, [.string(Self.mebibyte)])
    case .answersToNothing:
      Message(kind: .methodReturn, destination: server.uniqueName, replySerial: 7, body: [.string("x")])
    case .largeCalls: call("Keep", [.string(Self.mebibyte)])
    }
  }

  // A bus tells by whom a message is, not whether it was asked for, where it is told to let all through.
  @Test func nobodyCanAnswerForAnother() async throws {
    let open = try await PrivateBus(
      rules: """
        <policy context="mandatory"><allow send_type="method_return" send_requested_reply="false"/>
        <allow receive_type="method_return" receive_requested_reply="false"/></policy>
        """)
    let server = try await open.connect()
    server.export(gate.object, at: "/")
    let client = try await open.connect()
    let forger = try await open.connect()
    let asked = Task { try await client.call("Wait", of: "org.example.Gate", at: "/", on: server.uniqueName) }
    await gate.entered.wait()
    for serial in UInt32(1)..<50 {
      try forger.send(
        Message(
          kind: .methodReturn, destination: client.uniqueName, replySerial: serial, body: [.string("forged")])
      )
    }
    try await forger.ping(client)
    gate.opened.open()
    #expect(try await asked.value == [])
  }
}
