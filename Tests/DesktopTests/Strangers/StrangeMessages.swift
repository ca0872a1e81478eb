import DBus
import RealParts

/// Generated messages for our interface, none of which asks for a change that may be made: what is well formed names a
/// project that does not exist, a generation long past or a time that is too long.
struct StrangeMessages {
  /// A message, and how it goes out.
  struct Strange {
    var message: Message
    /// Whether an answer is waited for.
    var wantsAnswer: Bool
  }

  private static let methods: [(interface: InterfaceName, member: MemberName, takes: [ValueType])] = [
    ("io.github.killallgit.KillallTofu1.Manager", "Extend", [.string, .uint64]),
    ("io.github.killallgit.KillallTofu1.Manager", "Cancel", [.string]),
    ("io.github.killallgit.KillallTofu1.Manager", "Resume", [.string]),
    ("io.github.killallgit.KillallTofu1.Manager", "FindProject", [.string]),
    ("io.github.killallgit.KillallTofu1.Manager", "RequestDestroy", [.string]),
    ("io.github.killallgit.KillallTofu1.Manager", "Rescan", []),
    ("io.github.killallgit.KillallTofu1.Project", "Extend", [.uint64, .uint64]),
    ("io.github.killallgit.KillallTofu1.Project", "Cancel", [.uint64]),
    ("io.github.killallgit.KillallTofu1.Project", "Resume", [.uint64]),
    ("org.freedesktop.DBus.Properties", "Get", [.string, .string]),
    ("org.freedesktop.DBus.Properties", "GetAll", [.string]),
    ("org.freedesktop.DBus.Properties", "Set", [.string, .string, .variant]),
    ("org.freedesktop.DBus.ObjectManager", "GetManagedObjects", []),
    ("org.freedesktop.DBus.Introspectable", "Introspect", []),
    ("org.freedesktop.DBus.Peer", "Ping", []),
    ("org.freedesktop.DBus.Peer", "GetMachineId", []),
    ("org.freedesktop.Application", "Open", [.array(.string), .options]),
    ("org.freedesktop.Application", "ActivateAction", [.string, .array(.variant), .options]),
  ]
  private static let root: ObjectPath = "/io/github/killallgit/KillallTofu1"
  /// Long text takes long to send: there is one for hundreds of others.
  private static let mebibyte = String(repeating: "ä", count: 1 << 19)

  private var random: SeededRandom
  private let daemon: BusName
  private let projects: [ObjectPath]
  private let file: Descriptor?

  /// - Parameters:
  ///   - projects: the objects that are there.
  ///   - file: what stands for every open file.
  init(seed: UInt64, to daemon: BusName, about projects: [ObjectPath], file: Descriptor?) {
    random = SeededRandom(seed: seed)
    self.daemon = daemon
    self.projects = projects
    self.file = file
  }

  /// The next message.
  mutating func next() -> Strange {
    if random.once(in: 20) { return Strange(message: stray(), wantsAnswer: false) }
    var message = call()
    message.noAutoStart = random.once(in: 3)
    return Strange(message: message, wantsAnswer: !random.once(in: 7))
  }

  private mutating func call() -> Message {
    let method = random.one(of: Self.methods)
    let body = random.once(in: 2) ? method.takes.map { fitting($0) } : anything()
    let path = path(for: method.interface)
    var interface: InterfaceName? = method.interface
    var member = method.member
    switch number(below: 20) {
    case 0..<3: interface = nil
    case 3: interface = random.one(of: Self.methods).interface
    case 4: interface = random.one(of: ["a.b", "org.freedesktop.DBus", "io.github.killallgit.KillallTofu1"])
    case 5: member = random.one(of: ["extend", "X", "Destroy", "_", "Quit"])
    default: break
    }
    return .call(member, of: interface, at: path, on: daemon, harmless(body, of: member))
  }

  /// Signals that nobody asked for and answers to nothing.
  private mutating func stray() -> Message {
    switch number(below: 3) {
    case 0:
      .signal(
        random.one(of: ["Warned", "PropertiesChanged", "NameOwnerChanged"]),
        of: random.one(of: ["org.freedesktop.DBus", "org.freedesktop.DBus.Properties"]),
        at: random.one(of: [Self.root, "/org/freedesktop/DBus"]), to: daemon, anything())
    case 1: .reply(to: imagined(), anything())
    default: .error(MethodError("a.b", "never asked"), to: imagined())
    }
  }

  /// A call that the daemon never made.
  private mutating func imagined() -> Message {
    var call = Message.call("X", of: "a.b", at: "/", on: daemon)
    call.sender = daemon
    call.serial = UInt32(1 + number(below: 200))
    return call
  }

  private mutating func path(for interface: InterfaceName) -> ObjectPath {
    if random.once(in: 6) {
      return random.one(of: [
        "/", "/io", "/io/github/killallgit/KillallTofu", "/io/github/killallgit/KillallTofu1/projects",
        "/io/github/killallgit/KillallTofu1/projects/0", "/io/github/killallgit/KillallTofu1/projects/01",
        "/io/github/killallgit/KillallTofu1/projects/99999999999999999999", "/a/b/c/d/e/f/g/h",
        "/io/github/killallgit/KillallTofu1/projects/1/x",
      ])
    }
    switch interface {
    case "io.github.killallgit.KillallTofu1.Project": return random.one(of: projects)
    case "org.freedesktop.Application": return "/io/github/killallgit/KillallTofu"
    default: return random.once(in: 2) ? Self.root : random.one(of: projects)
    }
  }

  /// Arguments that would be taken by a method that changes something are made such that it refuses.
  private mutating func harmless(_ body: [Value], of member: MemberName) -> [Value] {
    let types = body.map(\.type)
    switch member {
    case "Cancel" where types == [.uint64], "Resume" where types == [.uint64]: return [generation()]
    case "Extend" where types == [.uint64, .uint64]: return [fitting(.uint64), generation()]
    case "Extend" where types == [.string, .uint64] && random.once(in: 4):
      // A project that exists, and a time nobody may have.
      return [.string("p1"), .uint64(random.one(of: [0, 31_536_001, 1 << 40, 1 << 63, .max]))]
    default: return body
    }
  }

  private mutating func generation() -> Value {
    .uint64(random.one(of: [999_999, 1 << 31, 1 << 32, 1 << 53, 1 << 63, .max]))
  }

  /// A value of a type that a method takes: a name nobody has, a number at an edge.
  private mutating func fitting(_ type: ValueType) -> Value {
    switch type {
    case .string:
      if random.once(in: 400) { return .string(Self.mebibyte) }
      return .string(
        random.one(of: [
          "", "nobody", "-1", "0", "99999999999999999999", "/nowhere", "//", "../..", "' OR 1=1 --", "%n%s",
          "\u{1}",
          "\u{202E}p1", "P1 ", "org.freedesktop.DBus", "io.github.killallgit.KillallTofu1.Project",
          "Deadline",
        ]))
    case .uint64: return .uint64(random.one(of: [0, 1, 900, 1 << 31, 1 << 32, 1 << 62, 1 << 63, .max]))
    case .array(.variant): return .array(random.once(in: 2) ? [] : [.variant(value(depth: 2))], of: .variant)
    case .array(.string): return .strings(random.once(in: 2) ? [] : ["file:///x", ""])
    case .variant: return .variant(value(depth: 3))
    default: return .options(random.once(in: 2) ? [:] : ["x": value(depth: 2)])
    }
  }

  private mutating func anything() -> [Value] {
    if random.once(in: 200) { return [deep()] }
    return (0..<number(below: 5)).map { _ in value(depth: 3) }
  }

  /// Variants in variants, or arrays in arrays, as deep as the protocol has it.
  private mutating func deep() -> Value {
    var value = Value.byte(1)
    let isNested = random.once(in: 2)
    for _ in 0..<(isNested ? 30 : 60) { value = isNested ? .array([value], of: value.type) : .variant(value) }
    return value
  }

  private mutating func value(depth: Int) -> Value {
    let bits = random.next()
    switch number(below: depth > 0 ? 15 : 11) {
    case 0: return .byte(UInt8(truncatingIfNeeded: bits))
    case 1: return .bool(bits & 1 == 1)
    case 2: return .int16(random.one(of: [.min, -1, 0, .max]))
    case 3: return .int32(random.one(of: [.min, -1, 0, .max]))
    case 4: return .uint32(random.one(of: [0, 1, .max]))
    case 5: return .int64(random.one(of: [.min, -1, 0, 900, .max]))
    case 6: return .double(random.one(of: [-.infinity, .nan, -0.0, 1e308]))
    case 7: return .objectPath(random.one(of: projects + ["/"]))
    case 8: return .signature(random.one(of: ["", "a{sv}", "s"]))
    case 9: return file.flatMap { random.once(in: 4) ? .descriptor($0) : nil } ?? fitting(.uint64)
    case 11:
      let element = value(depth: depth - 1)
      return .array(random.once(in: 2) ? [] : [element], of: element.type)
    case 12: return .options(["k": value(depth: depth - 1)])
    case 13: return .structure([value(depth: depth - 1), value(depth: depth - 1)])
    case 14: return .variant(value(depth: depth - 1))
    default: return fitting(.string)
    }
  }

  private mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
}
