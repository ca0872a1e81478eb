import Dispatch

/// The file through libsqlite3.
final class RawFile: EngineFile, @unchecked Sendable {
  private let queue = DispatchQueue(label: "ProjectStore")
  /// Sound: it is used only on the queue, whose work goes one after the other.
  private let connection: RawConnection

  init(_ path: String?, patience: Duration) throws {
    connection = try RawConnection(path ?? ":memory:", patience: patience)
    try connection.execute("PRAGMA foreign_keys = ON")
  }

  func work<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
    try queue.sync { try body(connection) }
  }

  func close() throws {
    try queue.sync { try connection.close() }
  }
}
