import Glibc
import RealParts
import Synchronization
import Testing

@testable import DBus

/// Peers that never read what is sent to them: the bus keeps it, and takes nothing more of ours when that is too much.
@Suite(.timeLimit(.minutes(1))) struct UnreadTests {
  private static let limits = """
    <limit name="max_incoming_bytes">4194304</limit><limit name="max_outgoing_bytes">67108864</limit>
    """
  let bus: PrivateBus
  let gate = Gate()

  init() async throws {
    bus = try await PrivateBus(rules: Self.limits)
  }

  /// Lets the thread of a connection sleep, after it has sent what it has.
  private func stopReading(_ connection: Connection, until opened: OpenedFromOutside) {
    connection.mailbox.post { _ in opened.wait() }
  }

  // 200 answers of half a MiB are asked for: few are made, and the connection ends instead of filling this process.
  @Test func answersThatNobodyReadsDoNotPileUpHere() async throws {
    let server = try await Connection.open(
      .address(bus.address), serving: .everybody, within: .seconds(10), standstill: .seconds(2))
    server.export(gate.object, at: "/")
    let client = try await bus.connect()
    let opened = OpenedFromOutside()
    defer { opened.open() }
    let members: [MemberName] = ["Wait"] + [MemberName](repeating: "Large", count: 200)
    client.mailbox.post { session in
      for member in members {
        session.call(
          .call(member, of: "org.example.Gate", at: "/", on: server.uniqueName), within: .seconds(60)
        ) { _, _ in }
      }
      opened.wait()
    }
    await gate.entered.wait()
    // Nothing is answered before all have come, which is while another is answered a hundred times.
    let other = try await bus.connect()
    for _ in 0..<100 { try await other.ping(server) }
    gate.opened.open()
    await server.closed()
    #expect(gate.notes.count > 4)
    #expect(gate.notes.count < 30)
  }

  // Signals wait at the bus for a listener that sleeps; whoever else listens hears them.
  @Test func aListenerThatNeverReadsHoldsUpNobody() async throws {
    let server = try await bus.connect()
    let deaf = try await bus.connect()
    let keen = try await bus.connect()
    let rule = MatchRule(sender: server.uniqueName, interface: echoName)
    let unread = try await deaf.signals(matching: rule)
    var heard = try await keen.signals(matching: rule).makeAsyncIterator()
    let opened = OpenedFromOutside()
    defer { opened.open() }
    stopReading(deaf, until: opened)
    for number in 0..<Int32(2_000) {
      try server.send(.signal("Heard", of: echoName, at: echoPath, [.int32(number)]))
      #expect(await heard.next()?.body == [.int32(number)])
    }
    withExtendedLifetime(unread) {}
  }

  // Where the bus takes things again in time nothing is lost, and the answers come.
  @Test func aPauseOfTheBusEndsNothing() async throws {
    let server = try await bus.connect()
    server.export(gate.object, at: "/")
    let client = try await bus.connect()
    let (answers, answer) = AsyncStream<Bool>.makeStream()
    let members: [MemberName] = ["Wait"] + [MemberName](repeating: "Large", count: 20)
    client.mailbox.post { session in
      for member in members {
        session.call(
          .call(member, of: "org.example.Gate", at: "/", on: server.uniqueName), within: .seconds(60)
        ) { _, result in answer.yield((try? result.get()) != nil) }
      }
    }
    await gate.entered.wait()
    // The bus passes on what came before, and has done so while it answers this.
    for _ in 0..<30 { _ = try await client.nameOwner(of: .bus) }
    bus.send(SIGSTOP)
    defer { bus.send(SIGCONT) }
    gate.opened.open()
    while await !server.isBackedUp { try await Task.sleep(for: .milliseconds(5)) }
    bus.send(SIGCONT)
    #expect(await answers.prefix(members.count).allSatisfy(\.self))
    #expect(gate.notes.count == 20)
    #expect(!server.isClosed)
  }
}

extension Connection {
  /// Whether so much waits for the bus that nothing is taken in.
  fileprivate var isBackedUp: Bool {
    get async {
      let (answers, answer) = AsyncStream<Bool>.makeStream()
      mailbox.post { session in
        answer.yield(session.isBackedUp)
        answer.finish()
      }
      return await answers.first { _ in true } ?? false
    }
  }
}

/// Something that one thread, which belongs to no task, waits for.
final class OpenedFromOutside: Sendable {
  private let reading: Int32
  private let writing: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Lets the thread through.
  func open() { _ = write(writing, "x", 1) }

  /// Waits on this thread.
  func wait() {
    var byte: UInt8 = 0
    _ = read(reading, &byte, 1)
  }
}
