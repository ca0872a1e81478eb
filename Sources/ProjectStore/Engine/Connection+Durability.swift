// What a record that survives a power cut stands on.

extension Connection {
  /// Sets journal and sync mode and reads both back: SQLite keeps the old mode in silence when it cannot change it.
  func makeDurable(_ path: String) throws {
    guard try text("PRAGMA journal_mode = TRUNCATE") == "truncate" else {
      throw StoreError.locked(path: path, holder: LockHolder.find(onFileAt: path))
    }
    try execute("PRAGMA synchronous = FULL")
    guard try integer("PRAGMA synchronous") == 2 else {
      throw StoreError.cannotOpen(path: path, text: "PRAGMA synchronous = FULL had no effect")
    }
  }

  /// Makes sure, inside a transaction, that no other program has switched the file to a write-ahead log since it was
  /// opened; every other journal mode is a matter of this connection alone.
  func demandDurable(_ path: String) throws {
    if try text("PRAGMA journal_mode") == "wal" { throw StoreError.keptInWAL(path: path) }
  }
}

extension ProjectStore {
  /// Writes as ``write(_:)`` does, but never into a write-ahead log; one that another program made is given up first.
  ///
  /// - Returns: `StoreError.keptInWAL` if that program still has the file open.
  func writeDurably<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async -> Result<Value, any Error> {
    let path = place
    let writing = { @Sendable (connection: any Connection) throws in
      try connection.demandDurable(path)
      return try body(connection)
    }
    let outcome = await write(writing)
    guard case .failure(StoreError.keptInWAL) = outcome else { return outcome }
    // Not inside the transaction: SQLite changes nothing there.
    guard (try? await read { try $0.makeDurable(path) }) != nil else { return outcome }
    return await write(writing)
  }
}
