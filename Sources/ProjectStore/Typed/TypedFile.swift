import GRDB

/// The file through GRDB.
///
/// Sound as `Sendable`: what may change, and the connection, are touched only in the turns of GRDB's queue, one
/// after the other.
final class TypedFile: EngineFile, @unchecked Sendable {
  private let queue: DatabaseQueue
  private var connection: TypedConnection?

  init(_ path: String?, patience: Duration) throws {
    var configuration = Configuration()
    configuration.label = "ProjectStore"
    configuration.foreignKeysEnabled = true
    // Where even a rollback fails, GRDB would end the process.
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(patience / .seconds(1))
    do {
      queue =
        if let path {
          try DatabaseQueue(path: path, configuration: configuration)
        } else {
          try DatabaseQueue(configuration: configuration)
        }
    } catch let error as DatabaseError {
      throw SQLiteFailure(error)
    }
  }

  func work<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
    try queue.writeWithoutTransaction { try body(lend($0)) }
  }

  func close() throws {
    queue.writeWithoutTransaction { _ in connection = nil }
    try queue.close()
  }

  private func lend(_ database: Database) -> TypedConnection {
    if let connection { return connection }
    let made = TypedConnection(database)
    connection = made
    return made
  }
}

extension SQLiteFailure {
  init(_ error: DatabaseError) {
    self.init(
      code: error.extendedResultCode.rawValue, message: error.message ?? error.resultCode.description)
  }
}
