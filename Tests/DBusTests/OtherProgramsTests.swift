import DBus
import FoundationXML
import RealParts
import Testing

import struct Foundation.Data

/// What the programs people use on a bus make of our objects.
@Suite struct OtherProgramsTests {
  let bus: PrivateBus
  let server: Connection

  init() async throws {
    bus = try await PrivateBus()
    server = try await bus.connect()
    _ = try await server.requestName("org.example.House")
    server.export(echoObject, at: echoPath)
  }

  @Test func gdbusUnderstandsTheDescription() async throws {
    let (output, code) = try await bus.run(
      "gdbus", "introspect", "--session", "--dest", "org.example.House", "--object-path", echoPath.text)
    #expect(code == 0)
    for line in [
      "interface org.example.Echo {", "Echo(in  v value,", "readonly s Colour = 'red';",
      "@org.freedesktop.DBus.Property.EmitsChangedSignal(\"const\")", "Heard(s text);",
      "interface org.freedesktop.DBus.Introspectable {", "interface org.freedesktop.DBus.Peer {",
      "interface org.freedesktop.DBus.Properties {",
    ] {
      #expect(output.contains(line), "\(line) in \(output)")
    }
  }

  @Test func busctlWalksTheTree() async throws {
    let tree = try await bus.run("busctl", "--user", "--list", "tree", "org.example.House")
    #expect(tree.output.split(separator: "\n") == ["/", "/org", "/org/example", "/org/example/Echo"])
    let read = try await bus.run(
      "busctl", "--user", "get-property", "org.example.House", echoPath.text, echoName.text, "Size")
    #expect(read.output == "u 7\n")
    let called = try await bus.run(
      "busctl", "--user", "call", "org.example.House", echoPath.text, echoName.text, "Echo", "v", "a{sas}",
      "1",
      "k", "2", "a", "b")
    #expect(called.output == "v a{sas} 1 \"k\" 2 \"a\" \"b\"\n")
  }

  // Here even without a descriptor behind it: reading one that is not there is a trap of libdbus.
  @Test func aFileDescriptorIsRefused() async throws {
    let (output, code) = try await bus.run(
      "gdbus", "call", "--session", "--dest", "org.example.House", "--object-path", echoPath.text, "--method",
      "org.example.Echo.Echo", "<handle 0>")
    #expect(code != 0)
    #expect(output.contains("File descriptors are not taken here"), "\(output)")
    try await server.ping(server)
  }

  @Test func theDescriptionIsXML() async throws {
    let xml = Interface.xml([
      Interface("a.b", signals: [.init("S", [.init("a<b & \"c\"", .options)])])
    ])
    let parser = XMLParser(data: Data(xml.utf8))
    #expect(parser.parse())
  }
}
