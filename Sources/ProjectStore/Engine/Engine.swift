extension ProjectStore {
  /// Who speaks to the file; both give the same answers and can take turns on one file, at any start.
  public enum Engine: String, Sendable, CaseIterable {
    /// GRDB, with its query interface.
    case typed
    /// Plain SQL through prepared statements of libsqlite3.
    case raw
  }
}

extension ProjectStore.Engine {
  /// The engine that `KILLALL_TOFU_STORE` names; `typed` where it is not set or empty.
  ///
  /// - Throws: `UnknownEngine` if it names none.
  public static func chosen(in environment: [String: String]) throws(UnknownEngine) -> Self {
    guard let name = environment["KILLALL_TOFU_STORE"], !name.isEmpty else { return .typed }
    guard let engine = Self(rawValue: name) else { throw UnknownEngine(name: name) }
    return engine
  }
}

/// A name that no engine has.
public struct UnknownEngine: Error, Hashable, Sendable {
  /// The name as it was given.
  public var name: String
}

/// An open file: lends its one connection to pieces of work, one after the other.
protocol EngineFile: Sendable {
  /// Runs `body` when its turn has come; the calling thread waits.
  func work<Value>(_ body: (any Connection) throws -> Value) throws -> Value
  /// Closes the file; later work fails.
  func close() throws
}

extension ProjectStore.Engine {
  /// Opens the file at `path`, or one in memory where it is nil, with foreign keys on.
  ///
  /// - Parameter patience: how long a statement waits for another program's lock.
  func open(_ path: String?, patience: Duration) throws -> any EngineFile {
    switch self {
    case .typed: try TypedFile(path, patience: patience)
    case .raw: try RawFile(path, patience: patience)
    }
  }
}
