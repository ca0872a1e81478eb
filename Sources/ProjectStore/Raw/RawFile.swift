import Dispatch

/// The file through libsqlite3.
///
/// Sound as `Sendable`: the connection is touched only on the queue, whose work goes one after the other.
final class RawFile: EngineFile, @unchecked Sendable {
  private let queue = DispatchQueue(label: "ProjectStore")
  private let connection: RawConnection

  init(_ path: String?, isReadOnly: Bool = false, patience: Duration) throws {
    connection = try RawConnection(path ?? ":memory:", isReadOnly: isReadOnly, patience: patience)
    try connection.execute("PRAGMA foreign_keys = ON")
  }

  func work<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
    try queue.sync { try body(connection) }
  }

  /// Ends the statement that runs now, if one does; from any thread, while the file is open.
  func interrupt() {
    connection.interrupt()
  }

  func close() throws {
    try queue.sync { try connection.close() }
  }
}
