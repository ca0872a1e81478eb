import DBus
import Foundation
import RealParts
import Testing

/// Open files that go over a bus.
///
/// Other tests open files beside these, so what is counted are the copies of one pipe's end.
@Suite(.timeLimit(.minutes(1))) struct DescriptorTests {
  let bus: PrivateBus
  let server: Connection
  let client: Connection

  init() async throws {
    bus = try await PrivateBus()
    server = try await bus.connect()
    client = try await bus.connect()
    server.export(echoObject, at: echoPath)
  }

  @Test func whatComesIsOpenAndClosesWithItsLastReference() async throws {
    let pipe = try WatchedPipe()
    server.export(giver([Descriptor(adopting: pipe.end)]), at: "/giver")
    var given: Descriptor? = try await take(from: "/giver").first?.descriptor
    server.withdraw("/giver")
    given?.withNumber { number in
      _ = write(number, "hello", 5)
      #expect(fcntl(number, F_GETFD) == FD_CLOEXEC)
    }
    #expect(await pipe.read() == "hello")
    #expect(!pipe.isClosed)
    #expect(given != nil)
    given = nil
    #expect(await pipe.closes())
    #expect(try pipe.copies == 0)
  }

  // Other code may hand over one that children would inherit.
  @Test func itIsMarkedWhenItIsTakenOver() throws {
    let inherited = dup(STDIN_FILENO)
    let file = try #require(Descriptor(adopting: inherited))
    #expect(file.withNumber { fcntl($0, F_GETFD) } == FD_CLOEXEC)
    #expect(Descriptor(adopting: -1) == nil)
    #expect(Descriptor(adopting: .max) == nil)
  }

  @Test func itGoesWhereverAValueGoes() async throws {
    let pipe = try WatchedPipe()
    let file = try #require(Descriptor(adopting: pipe.end))
    let value = Value.descriptor(file)
    let shapes: [Value] = [
      .variant(value), .array([value, value], of: .descriptor), .structure([.string("s"), .variant(value)]),
      .dictionary([value: .byte(1)], key: .descriptor, value: .byte), .options(["file": value]),
    ]
    for shape in shapes {
      server.export(giver(of: .variant(shape)), at: "/giver")
      let came = try await take(from: "/giver").first?.unboxed
      #expect(came?.type == shape.type && came != shape)
    }
    #expect(value.descriptor == file && Value.byte(1).descriptor == nil)
    #expect(!pipe.isClosed)
  }

  // Nobody shall make us hold what we did not ask for, not even for as long as a call waits for its turn.
  @Test func callsAndSignalsThatCarryOneLeaveNothing() async throws {
    let pipe = try WatchedPipe()
    let signals = try await server.signals(matching: MatchRule(interface: echoName))
    try await flood(with: pipe.end)
    try client.send(.signal("Heard", of: echoName, at: "/", [.string("the end")]))
    #expect(await signals.first { _ in true }?.body == [.string("the end")])
    #expect(await pipe.closes())
    #expect(try pipe.copies == 0)
    #expect(!server.isClosed)
  }

  private func flood(with end: Int32) async throws {
    let file = try #require(Descriptor(adopting: end))
    let many = Value.array(Array(repeating: .descriptor(file), count: 16), of: .descriptor)
    for _ in 0..<200 {
      try client.send(.signal("Heard", of: echoName, at: "/", [many]))
      try client.send(.call("Echo", of: echoName, at: echoPath, on: server.uniqueName, [.variant(many)]))
    }
    let refusal = try await refusal { () throws(BusError) in
      try await client.call("Echo", of: echoName, at: echoPath, on: server.uniqueName, [.variant(many)])
    }
    #expect(refusal == .invalidArguments("File descriptors are not taken here"))
  }

  @Test func answersNobodyWaitsForLeaveNothing() async throws {
    let pipe = try WatchedPipe()
    let asked = AsyncStream<Void>.makeStream()
    let may = AsyncStream<Void>.makeStream()
    do {
      let file = try #require(Descriptor(adopting: pipe.end))
      server.export(
        ExportedObject([
          Interface(
            "a.b",
            methods: [
              .init("Take", returns: [.init("file", .descriptor)]) { _, _ in
                asked.continuation.finish()
                for await _ in may.stream {}
                return [.descriptor(file)]
              }
            ])
        ]), at: "/slow")
    }
    let call = Task { try await take(from: "/slow") }
    for await _ in asked.stream {}
    call.cancel()
    await #expect(throws: BusError.cancelled) { try await call.value }
    may.continuation.finish()
    try await client.ping(server)
    server.withdraw("/slow")
    #expect(await pipe.closes())
  }

  // The bus would hang up on us.
  @Test func moreThanAMessageMayCarryAreRefused() async throws {
    let pipe = try WatchedPipe()
    let file = Value.descriptor(try #require(Descriptor(adopting: pipe.end)))
    let many = Value.array(Array(repeating: file, count: 17), of: .descriptor)
    await #expect(throws: BusError.tooManyDescriptors(limit: 16)) { try await client.echo(many, by: server) }
    server.export(giver(of: .variant(many)), at: "/giver")
    let answer = try await refusal { () throws(BusError) in try await take(from: "/giver") }
    #expect(answer?.name == "org.freedesktop.DBus.Error.Failed")
    try await client.ping(server)
  }

  private func take(from path: ObjectPath) async throws(BusError) -> [Value] {
    try await client.call("Take", of: "a.b", at: path, on: server.uniqueName)
  }
}

private func giver(_ files: [Descriptor?]) -> ExportedObject {
  giver(files.compactMap { $0.map { Value.descriptor($0) } })
}

private func giver(of value: Value) -> ExportedObject { giver([value]) }

/// An object that gives away what it was made with.
private func giver(_ values: [Value]) -> ExportedObject {
  ExportedObject([
    Interface("a.b", methods: [.init("Take", returns: values.map { .init("", $0.type) }) { _, _ in values }])
  ])
}
