import GRDB

extension ProjectStore {
  /// Reads one consistent state of the file.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
      queue.asyncRead { access in
        continuation.resume(returning: Result { try body(try access.get()) })
      }
    }
    switch result {
    case .success(let value): return value
    case .failure(let error): throw StoreError(error, path: place)
    }
  }

  /// Writes all of `body` or nothing of it; durable when this returns.
  ///
  /// GRDB's own async `write` gives up when the task is cancelled; a record that is due must not depend on
  /// that.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in
      queue.asyncWriteWithoutTransaction { database in
        continuation.resume(returning: Result { try database.immediately { try body(database) } })
      }
    }
  }
}

extension Database {
  /// Runs `body` with the file's write lock held from the start, so that what it reads cannot change before
  /// it writes.
  func immediately<Value>(_ body: () throws -> Value) throws -> Value {
    try beginTransaction(.immediate)
    do {
      let value = try body()
      try commit()
      return value
    } catch {
      // After a full disk SQLite may have rolled back by itself; the first error is the one that tells.
      try? rollback()
      throw error
    }
  }
}
