import DBus
import Testing

@Suite struct ConnectionTests {
  let bus: PrivateBus

  init() throws {
    bus = try PrivateBus()
  }

  @Test func opensAndIsNamed() async throws {
    let connection = try await bus.connect()
    #expect(connection.uniqueName.isUnique)
    #expect(!connection.isClosed)
    connection.close()
    await connection.closed()
    #expect(connection.isClosed)
  }
}
