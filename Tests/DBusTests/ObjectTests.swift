import DBus
import RealParts
import Testing

@Suite struct ObjectTests {
  let bus: PrivateBus
  let server: Connection
  let client: Connection

  init() async throws {
    bus = try await PrivateBus()
    server = try await bus.connect()
    client = try await bus.connect()
    server.export(echoObject, at: echoPath)
  }

  private func call(
    _ member: MemberName, of interface: InterfaceName?, at path: ObjectPath = echoPath, _ body: [Value] = []
  ) async throws(BusError) -> [Value] {
    try await client.call(.call(member, of: interface, at: path, on: server.uniqueName, body))
  }

  static let properties: InterfaceName = "org.freedesktop.DBus.Properties"

  @Test(arguments: [
    (MemberName("Echo"), echoName, ObjectPath("/nowhere"), [Value](), "UnknownObject"),
    ("Introspect", "org.freedesktop.DBus.Introspectable", "/org/example/Echo/below", [], "UnknownObject"),
    ("Echo", "org.example.Other", echoPath, [], "UnknownInterface"),
    ("Shout", echoName, echoPath, [], "UnknownMethod"),
    ("Pong", "org.freedesktop.DBus.Peer", "/", [], "UnknownMethod"),
    ("GetManagedObjects", "org.freedesktop.DBus.ObjectManager", echoPath, [], "UnknownInterface"),
    ("Echo", echoName, echoPath, [], "InvalidArgs"),
    ("Echo", echoName, echoPath, [.string("bare")], "InvalidArgs"),
    ("Echo", echoName, echoPath, [.variant(.byte(1)), .byte(2)], "InvalidArgs"),
    ("Get", properties, echoPath, [.string(echoName.text), .string("Smell")], "UnknownProperty"),
    ("Get", properties, echoPath, [.string("org.example.Other"), .string("Size")], "UnknownInterface"),
    ("Get", properties, echoPath, [.string(echoName.text)], "InvalidArgs"),
    ("Get", properties, echoPath, [.string("not a name \u{1}"), .string("")], "UnknownInterface"),
    ("GetAll", properties, echoPath, [.string("org.example.Other")], "UnknownInterface"),
    (
      "Set", properties, echoPath, [.string(echoName.text), .string("Size"), .variant(.uint32(1))],
      "PropertyReadOnly"
    ),
    (
      "Set", properties, echoPath, [.string(echoName.text), .string("Smell"), .variant(.byte(1))],
      "UnknownProperty"
    ),
    ("Get", properties, "/org/example", [.string(echoName.text), .string("Size")], "UnknownInterface"),
    ("Lie", echoName, echoPath, [], "Failed"),
    ("BadText", echoName, echoPath, [], "Failed"),
  ])
  func wrongCallsAreNamed(
    _ member: MemberName, _ interface: InterfaceName, _ path: ObjectPath, _ body: [Value], _ error: String
  ) async throws {
    let refusal = try await refusal { () throws(BusError) in
      try await call(member, of: interface, at: path, body)
    }
    #expect(refusal?.name.text == "org.freedesktop.DBus.Error." + error)
    #expect(refusal?.message.isEmpty == false)
  }

  @Test func errorsOfTheHandlerTravelWithoutTheirNUL() async throws {
    let refusal = try await refusal { () throws(BusError) in
      try await call("Fail", of: echoName, [.string("so \"sad\"")])
    }
    #expect(refusal == MethodError("org.example.Error.Sad", "so \"sad\""))
  }

  @Test func callsWithoutAnInterfaceFindTheirMethod() async throws {
    #expect(try await call("Echo", of: nil, [.variant(.byte(1))]) == [.variant(.byte(1))])
    #expect(try await call("Ping", of: nil) == [])
    #expect(try await call("WhoAmI", of: nil) == [.string(client.uniqueName.text)])
  }

  @Test func everyPathAnswersPeer() async throws {
    #expect(try await call("Ping", of: "org.freedesktop.DBus.Peer", at: "/any/where") == [])
    let id = try await call("GetMachineId", of: "org.freedesktop.DBus.Peer", at: "/").first?.string
    #expect(id?.count == 32)
  }

  @Test func propertiesAreRead() async throws {
    func get(_ interface: String, _ name: String) async throws -> Value? {
      try await call("Get", of: Self.properties, [.string(interface), .string(name)]).first
    }
    let all = Value.options(["Colour": .string("red"), "Size": .uint32(7)])
    #expect(try await get(echoName.text, "Colour") == .variant(.string("red")))
    #expect(try await get("", "Size") == .variant(.uint32(7)))
    #expect(try await call("GetAll", of: Self.properties, [.string(echoName.text)]) == [all])
    #expect(try await call("GetAll", of: Self.properties, [.string("")]) == [all])
    // xfce4-panel asks for this.
    #expect(
      try await call("GetAll", of: Self.properties, [.string(Self.properties.text)]) == [.options([:])])
  }

  @Test func changedPropertiesAreTold() async throws {
    let signals = try await client.signals(matching: MatchRule(member: "PropertiesChanged"))
    server.propertiesChanged([:], of: echoName, at: echoPath)
    server.propertiesChanged(["Colour": .string("blue")], of: echoName, at: echoPath)
    let told = await signals.first { _ in true }
    #expect(told?.path == echoPath && told?.interface == Self.properties)
    #expect(told?.body == [.string(echoName.text), .options(["Colour": .string("blue")]), .strings([])])
  }

  @Test func aListingObjectTellsOfThoseBelow() async throws {
    let manager: InterfaceName = "org.freedesktop.DBus.ObjectManager"
    let signals = try await client.signals(matching: MatchRule(interface: manager))
    server.export(ExportedObject([], listsObjects: true), at: "/list")
    server.export(echoObject, at: "/list/far/a")
    server.export(echoObject, at: "/list/far/a")
    server.export(echoObject, at: "/elsewhere")
    let values = Value.dictionary(
      [.string(echoName.text): .options(["Colour": .string("red"), "Size": .uint32(7)])], key: .string,
      value: .options)
    let listed = try await call("GetManagedObjects", of: manager, at: "/list")
    #expect(
      listed == [
        .dictionary(
          [.objectPath("/list/far/a"): values], key: .objectPath, value: .dictionary(.string, .options))
      ])
    server.withdraw("/list/far")
    server.withdraw("/elsewhere")
    server.withdraw("/never/was")
    let told = await signals.prefix(2).collected()
    #expect(told.map(\.member) == ["InterfacesAdded", "InterfacesRemoved"])
    #expect(told.map(\.path) == ["/list", "/list"])
    #expect(
      told.map(\.body) == [
        [.objectPath("/list/far/a"), values], [.objectPath("/list/far/a"), .strings([echoName.text])],
      ])
    let gone = try await refusal { () throws(BusError) in try await call("Ping", of: nil, at: "/list/far/a") }
    #expect(gone?.name == "org.freedesktop.DBus.Error.UnknownObject")
  }
}
