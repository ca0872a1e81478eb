import Foundation
import RealParts
import Testing

@testable import DBus

@Suite(.timeLimit(.minutes(2))) struct ConnectionTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func opensAndIsNamed() async throws {
    let connection = try await bus.connect()
    #expect(connection.uniqueName.isUnique)
    #expect(!connection.isClosed)
    connection.close()
    await connection.closed()
    #expect(connection.isClosed)
    #expect(throws: BusError.disconnected) { try connection.send(.signal("A", of: "a.b", at: "/")) }
    await #expect(throws: BusError.disconnected) { try await connection.ping(connection) }
    await #expect(throws: BusError.disconnected) { _ = try await connection.signals(matching: MatchRule()) }
  }

  @Test func noBusIsAnError() async throws {
    let address = "unix:path=\(bus.folder)/nobody"
    let error = await #expect(throws: BusError.self) { try await Connection.open(.address(address)) }
    guard case .unreachable(address, let detail) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!detail.isEmpty)
  }

  @Test(arguments: ["", "unix:path=/a\0b"])
  func badAddressIsAnError(_ address: String) async {
    await #expect(throws: BusError.malformed(.address, address)) {
      try await Connection.open(.address(address))
    }
  }

  @Test(arguments: ["nonsense", "unix:", "unix:path", "carrier-pigeon:coop=3", ";;", "unix:path=%zz"])
  func nonsensicalAddressIsAnError(_ address: String) async {
    await #expect(throws: BusError.self) { try await Connection.open(.address(address)) }
  }

  // A socket that takes connections and never says a word.
  @Test func hungBusIsAnError() async throws {
    let silent = try SilentSocket(in: bus.folder)
    await #expect(throws: BusError.timedOut(.milliseconds(100))) {
      try await Connection.open(.address(silent.address), within: .milliseconds(100))
    }
  }

  @Test func busThatDiesEndsEverythingButTheProcess() async throws {
    let connection = try await bus.connect()
    let stuck = try await bus.connect()
    stuck.export(sleeper, at: "/")
    let signals = try await connection.signals(matching: MatchRule(interface: "a.b"))
    let call = Task { try await connection.call("Sleep", of: "a.b", at: "/", on: stuck.uniqueName) }
    bus.kill()
    await connection.closed()
    await #expect(throws: BusError.disconnected) { try await call.value }
    for await _ in signals { Issue.record("a signal from nowhere") }
    await #expect(throws: BusError.disconnected) { try await connection.ping(stuck) }
    await stuck.closed()
  }

  @Test func callsEndInTime() async throws {
    let server = try await bus.connect()
    server.export(sleeper, at: "/")
    let client = try await bus.connect()
    let limit = Duration.milliseconds(50)
    await #expect(throws: BusError.timedOut(limit)) {
      try await client.call("Sleep", of: "a.b", at: "/", on: server.uniqueName, within: limit)
    }
    try await client.ping(client)
  }

  @Test func cancelledCallsEndAtOnce() async throws {
    let server = try await bus.connect()
    server.export(sleeper, at: "/")
    let client = try await bus.connect()
    let call = Task { try await client.call("Sleep", of: "a.b", at: "/", on: server.uniqueName) }
    call.cancel()
    await #expect(throws: BusError.cancelled) { try await call.value }
  }

  // More than the socket takes at once, so that something is left to send when `close` comes.
  @Test func whatWasSentBeforeCloseArrives() async throws {
    let listener = try await bus.connect()
    let signals = try await listener.signals(matching: MatchRule(member: "Last"))
    let speaker = try await bus.connect()
    let ballast = Value.string(String(repeating: "x", count: 32_768))
    for number in 0..<Int32(60) {
      try speaker.send(.signal("Last", of: "a.b", at: "/", [.int32(number), ballast]))
    }
    speaker.close()
    let heard = await signals.prefix(60).collected().map { $0.body[0].integer }
    #expect(heard == Array(0..<60))
  }

  // A job that comes while the thread is leaving is done all the same, or its caller would wait for ever.
  @Test(.timeLimit(.minutes(1))) func aCallThatComesTooLateEnds() async throws {
    let connection = try await bus.connect()
    let ended = Promise<Result<Message, BusError>>()
    let mailbox = connection.mailbox
    mailbox.post { session in
      session.close()
      mailbox.post { $0.call(.toBus("GetId"), within: .seconds(60)) { _, result in ended.fulfil(result) } }
    }
    #expect(await ended.value(whenCancelled: .failure(.cancelled)) == .failure(.disconnected))
  }

  // Dropping the last reference closes: the bus sees the name go.
  @Test func droppedConnectionCloses() async throws {
    let watcher = try await bus.connect()
    let changes = try await watcher.signals(matching: MatchRule(sender: .bus, member: "NameOwnerChanged"))
    var dropped: Connection? = try await bus.connect()
    let name = dropped?.uniqueName.text ?? ""
    dropped = nil
    let last = await changes.first { $0.body[0].string == name && $0.body[2].string == "" }
    #expect(last != nil)
  }

  // A peer that sends more than is taken costs itself the answer, nobody else anything.
  @Test func hugeMessageEndsNothing() async throws {
    let server = try await bus.connect()
    server.export(echoObject, at: echoPath)
    let client = try await bus.connect()
    let huge = Value.string(String(repeating: "x", count: 2 << 20))
    await #expect(throws: BusError.self) { try await client.echo(huge, by: server) }
    try await client.ping(server)
    #expect(!server.isClosed)
  }

  @Test func incompleteMessagesAreRefused() async throws {
    let connection = try await bus.connect()
    var call = Message.call("Ping", of: nil, at: "/", on: nil)
    call.path = nil
    var signal = Message.signal("S", of: "a.b", at: "/")
    signal.interface = nil
    let reply = Message.reply(to: call)
    let local = Message.signal("Disconnected", of: "org.freedesktop.DBus.Local", at: "/")
    for message in [call, signal, reply, local] {
      #expect(throws: BusError.incomplete(message.kind)) { try connection.send(message) }
    }
    try await connection.ping(connection)
  }

  /// Else children would not die of broken pipes.
  ///
  /// A handler of our own tells apart what others in this process do: GLib has the signal ignored.
  @Test func theSignalOfBrokenPipesIsLeftAsItIs() async throws {
    var ours = sigaction()
    ours.__sigaction_handler.sa_handler = { _ in }
    var before = sigaction()
    sigaction(SIGPIPE, &ours, &before)
    defer { sigaction(SIGPIPE, &before, nil) }
    _ = try await bus.connect()
    var now = sigaction()
    sigaction(SIGPIPE, nil, &now)
    let isOurs = unsafeBitCast(now.__sigaction_handler.sa_handler, to: Int.self)
    #expect(isOurs == unsafeBitCast(ours.__sigaction_handler.sa_handler, to: Int.self))
  }
}

/// An object whose answer never comes by itself.
private let sleeper = ExportedObject([
  Interface(
    "a.b",
    methods: [
      .init("Sleep") { _, _ in
        // Ends when the server closes, which cancels it.
        try? await Task.sleep(for: .seconds(60))
        return []
      }
    ])
])
