extension ProjectStore {
  /// Reads with one statement, or several between which others may write.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws(StoreError) -> Value {
    switch await work(body) {
    case .success(let value): return value
    case .failure(let error): throw StoreError(error, path: place)
    }
  }

  /// Writes all of `body` or nothing of it; durable when this returns.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async -> Result<Value, any Error> {
    await work { connection in
      try connection.immediately { try body(connection) }
    }
  }

  private func work<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async -> Result<Value, any Error> {
    await executor.run { [file] in Result { try file.work(body) } }
  }

  /// Writes where no rule of the projects can refuse.
  func record<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws(StoreError) -> Value {
    switch await write(body) {
    case .success(let value): return value
    case .failure(let error): throw StoreError(error, path: place)
    }
  }

  /// Writes where the rules of the projects may refuse.
  func change<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws(ChangeError) -> Value {
    switch await write(body) {
    case .success(let value): return value
    case .failure(let error): throw ChangeError(error, path: place)
    }
  }
}
