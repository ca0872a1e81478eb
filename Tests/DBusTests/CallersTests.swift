import Glibc
import RealParts
import Testing

@testable import DBus

@Suite(.timeLimit(.minutes(1))) struct CallersTests {
  private static let denied = "org.freedesktop.DBus.Error.AccessDenied"

  @Test func programsOfTheSameUserAreServed() async throws {
    let bus = try await PrivateBus()
    let server = try await Connection.open(.address(bus.address), serving: .sameUser)
    server.export(echoObject, at: echoPath)
    let client = try await bus.connect()
    for number in 0..<3 {
      #expect(try await client.echo(.int32(Int32(number)), by: server) == .int32(Int32(number)))
    }
  }

  // Whatever is asked for, also what tells only what there is.
  @Test(
    .enabled(if: geteuid() == 0, "only root can run a program as somebody else"),
    arguments: [
      "org.example.Echo.WhoAmI", "org.example.Echo.Echo", "org.example.Echo.Missing",
      "org.freedesktop.DBus.Peer.Ping",
      "org.freedesktop.DBus.Introspectable.Introspect", "org.freedesktop.DBus.Properties.GetAll",
      "org.freedesktop.DBus.ObjectManager.GetManagedObjects",
    ])
  func aForeignUserIsRefused(_ method: String) async throws {
    let bus = try await PrivateBus(rules: #"<policy context="mandatory"><allow user="*"/></policy>"#)
    // Others must be able to reach the socket.
    try #require(chmod(bus.folder, 0o755) == 0)
    let server = try await Connection.open(.address(bus.address), serving: .sameUser)
    server.export(echoObject, at: echoPath)
    server.export(ExportedObject([], listsObjects: true), at: "/org/example")
    let call = [
      "gdbus", "call", "--session", "--dest", server.uniqueName.text, "--object-path", echoPath.text,
      "--method",
      method,
    ]
    let foreign = try await bus.run(
      ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] + call)
    #expect(foreign.code != 0)
    #expect(foreign.output.contains(Self.denied), "\(foreign.output)")
    #expect(!foreign.output.contains("Echo"), "\(foreign.output)")
    // It is the user that makes the difference.
    #expect(!(try await bus.run(call)).output.contains(Self.denied))
  }

  // As the usual session bus is: such a program is gone before the bus can be asked about it.
  @Test func aCallerThatHasLeftIsServedWhereNobodyElseCanCall() async throws {
    let bus = try await PrivateBus()
    let server = try await Connection.open(.address(bus.address), serving: .sameUser)
    let gate = Gate()
    server.export(gate.object, at: "/")
    let sent = try await bus.run([
      "dbus-send", "--session", "--type=method_call", "--dest=\(server.uniqueName)", "/",
      "org.example.Gate.Wait",
    ])
    #expect(sent.code == 0, "\(sent.output)")
    await gate.entered.wait()
    gate.opened.open()
  }

  @Test(arguments: [true, false])
  func aCallerNobodyKnowsIsRefusedWhereOthersCanCall(_ isOursAlone: Bool) async throws {
    let bus = try await PrivateBus()
    let server = try await bus.connect()
    let admission = Admission(.sameUser, mailbox: server.mailbox, isOursAlone: isOursAlone)
    #expect(await admission.refusal(of: ":1.9999")?.name.text == (isOursAlone ? nil : Self.denied))
    #expect(await admission.refusal(of: server.uniqueName) == nil)
    #expect(await admission.refusal(of: nil)?.name.text == Self.denied)
  }

  @Test func aBusThatCannotTellMeansNo() async throws {
    let bus = try await PrivateBus()
    let server = try await bus.connect()
    let known = try await bus.connect()
    let admission = Admission(.sameUser, mailbox: server.mailbox, isOursAlone: true)
    #expect(await admission.refusal(of: known.uniqueName) == nil)
    server.close()
    await server.closed()
    #expect(await admission.refusal(of: server.uniqueName)?.name.text == Self.denied)
    // It is asked once about each caller.
    #expect(await admission.refusal(of: known.uniqueName) == nil)
  }

  @Test func onlySoManyCallersAreRemembered() throws {
    var known = KnownCallers()
    for number in 0..<1_000 { known.remember(try BusName(":1.\(number)"), isSameUser: number % 2 == 0) }
    #expect(known.count == KnownCallers.most)
    #expect(known[":1.998"] == true)
    #expect(known[":1.999"] == false)
    #expect(known[":1.0"] == nil)
    known.remember(":1.999", isSameUser: false)
    #expect(known.count == KnownCallers.most)
    #expect(known[":1.744"] == true, "told of the same caller twice, none is forgotten for it")
  }
}
