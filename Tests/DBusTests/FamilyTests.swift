import RealParts
import Synchronization
import Testing

@testable import DBus

/// Objects that are made when they are asked for.
@Suite(.timeLimit(.minutes(1))) struct FamilyTests {
  /// The names there are, and how often an object was made.
  final class Kin: Sendable {
    let names = Mutex(["1", "2"])
    let made = Mutex(0)

    var family: ObjectFamily {
      ObjectFamily(names: { self.names.withLock { $0 } }) { name in
        guard self.names.withLock({ $0.contains(name) }) else { return nil }
        self.made.withLock { $0 += 1 }
        return Self.object(name)
      }
    }

    static func object(_ name: String) -> ExportedObject {
      ExportedObject([Interface("org.example.Kin", properties: [.init("Name", .string) { .string(name) }])])
    }
  }

  static let root: ObjectPath = "/org/example"
  static let below: ObjectPath = "/org/example/kin"
  static let manager: InterfaceName = "org.freedesktop.DBus.ObjectManager"

  let bus: PrivateBus
  let server: Connection
  let client: Connection
  let kin = Kin()

  init() async throws {
    bus = try await PrivateBus()
    server = try await bus.connect()
    client = try await bus.connect()
    server.export(ExportedObject([], listsObjects: true), at: Self.root)
    server.export(kin.family, below: Self.below)
  }

  private func call(
    _ member: MemberName, of interface: InterfaceName, at path: ObjectPath, _ body: [Value] = []
  ) async throws(BusError) -> [Value] {
    try await client.call(.call(member, of: interface, at: path, on: server.uniqueName, body))
  }

  private func name(of path: ObjectPath) async throws(BusError) -> Value? {
    try await call(
      "Get", of: "org.freedesktop.DBus.Properties", at: path,
      [.string("org.example.Kin"), .string("Name")]
    ).first?.unboxed
  }

  private func listed() async throws -> [String] {
    let answer = try await call("GetManagedObjects", of: Self.manager, at: Self.root).first?.entries ?? [:]
    return answer.keys.compactMap { $0.objectPath?.text }.sorted()
  }

  @Test func noneIsMadeBeforeItIsAskedFor() async throws {
    #expect(kin.made.withLock(\.self) == 0)
    #expect(try await name(of: "/org/example/kin/2") == .string("2"))
    #expect(kin.made.withLock(\.self) == 1)
  }

  @Test func allAreListedAsTheyAreNow() async throws {
    #expect(try await listed() == ["/org/example/kin/1", "/org/example/kin/2"])
    kin.names.withLock { $0 = ["3"] }
    #expect(try await listed() == ["/org/example/kin/3"])
  }

  @Test func theWayToThemNamesThem() async throws {
    let answer = try await call("Introspect", of: "org.freedesktop.DBus.Introspectable", at: Self.below)
    let xml = try #require(answer.first?.string)
    #expect(xml.contains(#"<node name="1"/>"#) && xml.contains(#"<node name="2"/>"#))
    let own = try await call(
      "Introspect", of: "org.freedesktop.DBus.Introspectable", at: "/org/example/kin/1")
    #expect(own.first?.string?.contains("org.example.Kin") == true)
  }

  @Test(arguments: [ObjectPath("/org/example/kin/3"), "/org/example/kin/1/2", "/org/example/other/1"])
  func whatIsNoMemberIsUnknown(_ path: ObjectPath) async throws {
    let refusal = try await refusal { () throws(BusError) in try await name(of: path).map { [$0] } ?? [] }
    #expect(refusal?.name == "org.freedesktop.DBus.Error.UnknownObject")
  }

  @Test func namesThatMakeNoPathAreLeftOut() async throws {
    kin.names.withLock { $0 = ["1", "no path", "", "a/b"] }
    #expect(try await listed() == ["/org/example/kin/1"])
  }

  @Test func anObjectPutThereStandsForTheMember() async throws {
    server.export(Kin.object("by hand"), at: "/org/example/kin/1")
    #expect(try await name(of: "/org/example/kin/1") == .string("by hand"))
    let answer = try await call("GetManagedObjects", of: Self.manager, at: Self.root).first?.entries ?? [:]
    #expect(answer.count == 2)
    #expect(answer[.objectPath("/org/example/kin/1")] == Kin.object("by hand").values)
    #expect(answer[.objectPath("/org/example/kin/2")] == Kin.object("2").values)
  }

  @Test func comingAndGoingIsTold() async throws {
    let signals = try await client.signals(matching: MatchRule(interface: Self.manager))
    server.tellAdded(Kin.object("3"), at: "/org/example/kin/3")
    server.tellRemoved(["org.example.Kin"], at: "/org/example/kin/3")
    // Nobody lists these.
    server.tellAdded(Kin.object("4"), at: "/elsewhere/4")
    server.tellRemoved(["org.example.Kin"], at: "/elsewhere/4")
    server.withdraw(Self.below)
    let told = await signals.prefix(4).collected()
    #expect(
      told.map(\.member) == [
        "InterfacesAdded", "InterfacesRemoved", "InterfacesRemoved", "InterfacesRemoved",
      ])
    #expect(told.allSatisfy { $0.path == Self.root })
    #expect(told[0].body.first == .objectPath("/org/example/kin/3"))
    #expect(try await listed().isEmpty)
  }
}
