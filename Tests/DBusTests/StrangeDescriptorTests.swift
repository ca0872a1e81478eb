import DBus
import Foundation
import RealParts
import Testing

/// Buses and peers that are at odds with open files.
@Suite(.timeLimit(.minutes(1))) struct StrangeDescriptorTests {
  // libdbus copies a file each time a body names it: without a limit this one answer would take every descriptor.
  @Test(arguments: [(16, true), (17, false), (200_000, false)])
  func oneFileNamedOftenIsNotCopiedOften(_ times: Int, _ isRead: Bool) async throws {
    let bus = try await PrivateBus()
    let client = try await bus.connect()
    let answer = await ask(client, try Hostile(on: bus, "(ah)", "[0] * \(times),"))
    switch answer {
    case .success(let body): #expect(isRead && body.first?.elements?.count == times)
    case .failure(let error): #expect(!isRead && error == .unexpectedReply("a type that is not read"))
    }
    try await client.ping(client)
  }

  @Test(arguments: [("(h)", "1,"), ("(ah)", "[0, 4294967295 - 2**32],"), ("(v)", "GLib.Variant('h', 7),")])
  func aFileThatIsNamedButNotCarriedIsNotRead(_ type: String, _ value: String) async throws {
    let bus = try await PrivateBus()
    let client = try await bus.connect()
    let answer = await ask(client, try Hostile(on: bus, type, value))
    #expect(answer == .failure(.unexpectedReply("a type that is not read")))
    try await client.ping(client)
  }

  // TCP carries none; the peer is answered and the connection stays.
  @Test func aBusThatCarriesNoneIsNamed() async throws {
    let folder = try TestFolder("tcp")
    try """
    <busconfig><listen>tcp:host=127.0.0.1,port=0</listen><auth>ANONYMOUS</auth><allow_anonymous/>
    <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>
    """.write(toFile: folder.path("bus.conf"), atomically: true, encoding: .utf8)
    let daemon = try ChildProcess([
      "dbus-daemon", "--config-file=\(folder.path("bus.conf"))", "--nofork", "--nosyslog", "--nopidfile",
      "--print-address",
    ])
    let address = await daemon.firstLine()
    try await doing {
      let client = try await Connection.open(.address(address))
      let file = Value.descriptor(try #require(Descriptor(adopting: dup(STDIN_FILENO))))
      await #expect(throws: BusError.descriptorsNotCarried) { try await client.echo(file, by: client) }
      client.export(
        ExportedObject([
          Interface("a.b", methods: [.init("Take", returns: [.init("", .descriptor)]) { _, _ in [file] }])
        ]), at: "/")
      let answer = try await refusal { () throws(BusError) in
        try await client.call("Take", of: "a.b", at: "/", on: client.uniqueName)
      }
      #expect(answer?.name == MethodError.notSupported("").name)
      try client.send(.signal("S", of: "a.b", at: "/", [file]))
      try await client.ping(client)
    } finally: {
      await daemon.end()
    }
  }

  private func ask(_ client: Connection, _ hostile: Hostile) async -> Result<[Value], BusError> {
    let name = await hostile.name()
    return await Result { () async throws(BusError) in
      try await client.call("Take", of: "a.b", at: "/", on: try BusName(name))
    }
  }
}

/// A peer that answers with one open file and a body that speaks of whatever it likes.
private struct Hostile {
  private let child: ChildProcess

  init(on bus: PrivateBus, _ type: String, _ value: String) throws {
    let script = """
      import gi, sys
      from gi.repository import Gio, GLib
      flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
      bus = Gio.DBusConnection.new_for_address_sync('\(bus.address)', flags, None, None)
      def answer(call):
        reply = Gio.DBusMessage.new_method_reply(call)
        files = Gio.UnixFDList.new()
        files.append(0)
        reply.set_body(GLib.Variant('\(type)', (\(value))))
        reply.set_unix_fd_list(files)
        bus.send_message(reply, Gio.DBusSendMessageFlags.NONE)
      def filter(connection, message, incoming):
        if incoming and message.get_member() == 'Take':
          answer(message)
          return None
        return message
      bus.add_filter(filter)
      bus.set_exit_on_close(True)
      print(bus.get_unique_name(), flush=True)
      GLib.MainLoop().run()
      """
    child = try ChildProcess(["/usr/bin/python3", "-c", script])
  }

  func name() async -> String { await child.firstLine() }
}

extension Result {
  fileprivate init(_ work: () async throws(Failure) -> Success) async {
    do { self = .success(try await work()) } catch { self = .failure(error) }
  }
}
