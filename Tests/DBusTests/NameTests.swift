import DBus
import RealParts
import Testing

@Suite struct NameTests {
  let bus: PrivateBus
  let name: BusName = "org.example.House"

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func aNameHasOneOwner() async throws {
    let first = try await bus.connect()
    let second = try await bus.connect()
    #expect(try await second.nameOwner(of: name) == nil)
    #expect(try await first.requestName(name) == .owned)
    #expect(try await first.requestName(name) == .owned)
    #expect(try await second.requestName(name) == .taken(by: first.uniqueName))
    #expect(try await second.nameOwner(of: name) == first.uniqueName)
    try await first.releaseName(name)
    // Nobody queued for it.
    #expect(try await second.nameOwner(of: name) == nil)
    #expect(try await second.requestName(name) == .owned)
  }

  @Test func aNameGoesWithItsConnection() async throws {
    let first = try await bus.connect()
    let second = try await bus.connect()
    let changes = try await second.signals(
      matching: MatchRule(sender: .bus, member: "NameOwnerChanged", firstArgument: name.text))
    #expect(try await first.requestName(name) == .owned)
    first.close()
    let owners = await changes.prefix(2).collected().map { $0.body[2].string }
    #expect(owners == [first.uniqueName.text, ""])
  }

  @Test func aServiceThatIsNotInstalledCannotStart() async throws {
    let connection = try await bus.connect()
    let error = await #expect(throws: BusError.self) { try await connection.startService(name) }
    guard case .refused(let refusal) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.name == "org.freedesktop.DBus.Error.ServiceUnknown")
  }

  @Test func aReservedNameIsRefused() async throws {
    let connection = try await bus.connect()
    let error = await #expect(throws: BusError.self) { try await connection.requestName(.bus) }
    guard case .refused = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
