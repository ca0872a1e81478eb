import DBus
import RealParts
import Testing

/// Many generated messages; the seeds are fixed, so that a failure can be had again.
@Suite(.timeLimit(.minutes(1))) struct FuzzTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func whateverCanBeSentComesBack() async throws {
    let server = try await bus.connect()
    server.export(echoObject, at: echoPath)
    let client = try await bus.connect()
    var random = Dice(seed: 1)
    for _ in 0..<1_000 {
      let value = random.value(depth: 4)
      #expect(try await client.echo(value, by: server) == value)
    }
  }

  @Test func filesComeWhereverTheyAreAndLeaveNothing() async throws {
    let pipe = try WatchedPipe()
    do {
      let server = try await bus.connect()
      let client = try await bus.connect()
      var random = Dice(seed: 4, file: Descriptor(adopting: pipe.end))
      for _ in 0..<300 {
        let value = Value.variant(random.value(depth: 4))
        let giver = Interface(
          "a.b", methods: [.init("Take", returns: [.init("", .variant)]) { _, _ in [value] }])
        server.export(ExportedObject([giver]), at: "/")
        // One with too many is answered with an error.
        _ = try await refusal { () throws(BusError) in
          let came = try await client.call("Take", of: "a.b", at: "/", on: server.uniqueName)
          #expect(came.first?.unboxed.type == value.unboxed.type)
          return came
        }
      }
      server.withdraw("/")
    }
    #expect(await pipe.closes())
  }

  // Every answer, error or not, comes; none stops the server.
  @Test func noCallStopsTheServer() async throws {
    let server = try await bus.connect()
    server.export(echoObject, at: echoPath)
    server.export(ExportedObject([], listsObjects: true), at: "/")
    let client = try await bus.connect()
    var random = Dice(seed: 2)
    for _ in 0..<1_000 {
      let body = (0..<random.below(4)).map { _ in random.value(depth: 3) }
      let message = Message.call(
        random.pick(["Echo", "Get", "GetAll", "Set", "Introspect", "Ping", "Fail", "GetManagedObjects"]),
        of: random.pick([
          nil, echoName, "org.freedesktop.DBus.Properties", "org.freedesktop.DBus.Introspectable",
          "org.freedesktop.DBus.Peer", "org.freedesktop.DBus.ObjectManager",
        ]), at: random.pick(["/", echoPath, "/org", "/x"]), on: server.uniqueName, body)
      _ = try await refusal { () throws(BusError) in try await client.call(message) }
    }
    #expect(!server.isClosed && !client.isClosed)
  }

  @Test func noTextStopsTheReaders() {
    var random = Dice(seed: 3)
    let letters = Array("ab/._:-(){}aviszg0\0é ")
    for _ in 0..<5_000 {
      let text = String((0..<random.below(12)).map { _ in random.pick(letters) })
      if let signature = try? Signature(text) { #expect((try? Signature(signature.types)) == signature) }
      if let path = try? ObjectPath(text) { #expect(path.text == text) }
      if let name = try? BusName(text) { #expect(name.text == text) }
    }
  }
}

/// Random values of D-Bus from a seed.
struct Dice {
  private var random: SeededRandom
  /// What stands for every open file; nil: there are none among the values.
  private let file: Descriptor?

  init(seed: UInt64, file: Descriptor? = nil) {
    random = SeededRandom(seed: seed)
    self.file = file
  }

  mutating func next() -> UInt64 { random.next() }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

  mutating func type(depth: Int) -> ValueType {
    var basic: [ValueType] = [
      .byte, .bool, .int16, .uint16, .int32, .uint32, .int64, .uint64, .double, .string, .objectPath,
      .signature,
    ]
    if file != nil { basic += [.descriptor, .descriptor, .descriptor] }
    switch depth > 0 ? below(6) : 0 {
    case 1: return .array(type(depth: depth - 1))
    case 2: return .dictionary(pick(basic), type(depth: depth - 1))
    case 3: return .structure((0...below(3)).map { _ in type(depth: depth - 1) })
    case 4: return .variant
    default: return pick(basic)
    }
  }

  mutating func value(depth: Int) -> Value {
    value(of: type(depth: depth), depth: depth)
  }

  mutating func value(of type: ValueType, depth: Int) -> Value {
    let bits = next()
    switch type {
    case .byte: return .byte(UInt8(truncatingIfNeeded: bits))
    case .bool: return .bool(bits & 1 == 1)
    case .int16: return .int16(Int16(truncatingIfNeeded: bits))
    case .uint16: return .uint16(UInt16(truncatingIfNeeded: bits))
    case .int32: return .int32(Int32(truncatingIfNeeded: bits))
    case .uint32: return .uint32(UInt32(truncatingIfNeeded: bits))
    case .int64: return .int64(Int64(bitPattern: bits))
    case .uint64: return .uint64(bits)
    case .descriptor: return file.map { .descriptor($0) } ?? .uint64(bits)
    case .double: return .double(Double(bits))
    case .string: return .string(pick(["", "a", "naïve ☃", "\u{1}\u{7f}", "\u{FFFF}", "%s%n", "\u{10FFFF}"]))
    case .objectPath: return .objectPath(pick(["/", "/a", "/a/b_1"]))
    case .signature: return .signature(pick(["", "s", "a{sv}"]))
    case .variant: return .variant(value(depth: max(0, depth - 1)))
    case .array(let element):
      return .array((0..<below(4)).map { _ in value(of: element, depth: depth - 1) }, of: element)
    case .dictionary(let key, let value):
      let pairs = (0..<below(4)).map { _ in
        (self.value(of: key, depth: 0), self.value(of: value, depth: depth - 1))
      }
      return .dictionary(Dictionary(pairs) { _, last in last }, key: key, value: value)
    case .structure(let fields):
      return .structure(fields.map { value(of: $0, depth: depth - 1) })
    }
  }
}
