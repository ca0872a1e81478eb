import DBus
import RealParts
import Testing

@Suite struct ValueTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  static let every: [Value] = [
    .byte(0), .byte(.max), .bool(true), .bool(false), .int16(.min), .uint16(.max), .int32(.min),
    .uint32(.max),
    .int64(.min), .uint64(.max), .double(-0.5), .double(.infinity), .string(""), .string("héllo 👋\n'\"<&"),
    .objectPath("/"), .objectPath("/a/b"), .signature(""), .signature("a{s(iv)}"),
    .strings([]), .strings(["a", ""]), .bytes(0...255), .array([], of: .structure([.string, .variant])),
    .array([.structure([.int32(1), .bytes([2])])], of: .structure([.int32, .array(.byte)])),
    .options([:]), .options(["a": .int64(1), "b": .options(["c": .bool(true)])]),
    .dictionary([.byte(1): .strings(["x"])], key: .byte, value: .array(.string)),
    .structure([.string("s"), .structure([.double(1)]), .variant(.variant(.uint16(3)))]),
  ]

  @Test func everyTypeComesBackAsItWent() async throws {
    let server = try await bus.connect()
    server.export(echoObject, at: echoPath)
    let client = try await bus.connect()
    for value in Self.every {
      #expect(try await client.echo(value, by: server) == value)
    }
  }

  // What the bus would hang up on, or libdbus abort on, never leaves: the connection works afterwards.
  @Test func badValuesAreRefusedBeforeTheyAreSent() async throws {
    let server = try await bus.connect()
    server.export(echoObject, at: echoPath)
    let bad: [(Value, BusError)] = [
      (.string("a\0b"), .malformed(.string, "a\0b")),
      (.strings(["ok", "\0"]), .malformed(.string, "\0")),
      (.options(["\0": .byte(1)]), .malformed(.string, "\0")),
      (.array([.byte(1)], of: .string), .mismatched(.byte(1), expected: .string)),
      (
        .dictionary([.string("k"): .byte(1)], key: .string, value: .int16),
        .mismatched(.byte(1), expected: .int16)
      ),
      (
        .dictionary([.int16(1): .byte(1)], key: .string, value: .byte),
        .mismatched(.int16(1), expected: .string)
      ),
      (.structure([]), .malformed(.signature, "()")),
      (.array([], of: .dictionary(.variant, .byte)), .malformed(.signature, "aa{vy}")),
    ]
    for (value, error) in bad {
      await #expect(throws: error) { try await server.echo(value, by: server) }
    }
    #expect(try await server.echo(.byte(1), by: server) == .byte(1))
  }

  @Test func nestingEndsWhereTheBusHangsUp() async throws {
    let server = try await bus.connect()
    server.export(echoObject, at: echoPath)
    // `echo` adds one variant of its own.
    func nested(_ depth: Int) -> Value {
      (0..<depth).reduce(.string("core")) { inner, _ in .variant(inner) }
    }
    let deepest = Value.deepest - 1
    #expect(try await server.echo(nested(deepest), by: server) == nested(deepest))
    await #expect(throws: BusError.tooDeep) { try await server.echo(nested(deepest + 1), by: server) }
    await #expect(throws: BusError.tooDeep) { try await server.echo(nested(5_000), by: server) }
    #expect(!server.isClosed)
  }

  @Test func aBodyMayNotBeHuge() async throws {
    let server = try await bus.connect()
    let huge = Value.strings(Array(repeating: String(repeating: "x", count: 1 << 20), count: 65))
    await #expect(throws: BusError.tooLarge(limit: 64 << 20)) { try await server.echo(huge, by: server) }
  }

  @Test func accessorsGiveNilForOtherTypes() throws {
    #expect(Value.string("s").string == "s")
    #expect(Value.byte(1).string == nil)
    #expect(Value.uint64(.max).integer == nil)
    #expect(Value.uint64(3).integer == 3)
    #expect(
      [Value.byte(1), .int16(1), .uint16(1), .int32(1), .uint32(1), .int64(1)].allSatisfy { $0.integer == 1 })
    #expect(Value.bool(true).bool == true)
    #expect(Value.string("x").bool == nil && Value.string("x").integer == nil && Value.byte(1).uint64 == nil)
    #expect(Value.objectPath("/a").objectPath == "/a" && Value.byte(1).objectPath == nil)
    #expect(Value.structure([.byte(1)]).fields == [.byte(1)] && Value.byte(1).fields == nil)
    #expect(Value.strings(["a"]).elements == [.string("a")] && Value.byte(1).elements == nil)
    #expect(Value.options(["a": .byte(1)])["a"] == .byte(1) && Value.byte(1)["a"] == nil)
  }
}
