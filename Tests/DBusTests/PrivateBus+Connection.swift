import DBus
import RealParts

extension PrivateBus {
  /// Opens a connection to it.
  func connect() async throws -> Connection {
    try await Connection.open(.address(address))
  }
}
