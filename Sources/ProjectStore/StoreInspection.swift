import CSQLite
import Deadlines
import Foundation

/// A file that is only looked at: no byte of it, of what lies beside it or of its permissions is changed.
public struct StoreInspection: Sendable {
  /// What reads the file; it writes nothing, and every change asked of it fails with `StoreError.readOnly`.
  ///
  /// Unless the file ``isUpToDate`` its rows cannot be read.
  public let store: ProjectStore
  /// `PRAGMA user_version`: the last migration carried out.
  public let version: Int
  /// The version that this program makes of a file.
  public static var currentVersion: Int { Migration.all.last?.version ?? 0 }
  /// Whether the file has the shape that this version of the program reads.
  public var isUpToDate: Bool { version == Self.currentVersion }
  /// Whether another program keeps it in write-ahead log mode, which opening it to write would end.
  public let isInWAL: Bool
  private let file: any ReadingFile

  /// Opens the file at `path` to look at it.
  ///
  /// A file in WAL mode, or with a journal left by a crash, cannot be read without writing beside it, so a private copy
  /// of it is.
  ///
  /// - Parameter patience: how long to wait for another program's lock, here and in every later question.
  /// - Throws: `StoreError`, as opening the file to write would; a place that cannot be written is no error.
  public static func open(at path: String, patience: Duration = .seconds(5)) async throws(StoreError)
    -> StoreInspection
  {
    try await onOwnThread { () throws(StoreError) in
      try StorePlace(path: path).checkForReading()
      do {
        return try inspect(path, patience)
      } catch {
        throw StoreError(error, path: path)
      }
    }
  }

  private static func inspect(_ path: String, _ patience: Duration) throws -> StoreInspection {
    // What belongs to the file lies beside it, by whatever link it is named.
    let place = resolvedPath(path) ?? path
    // What is wrong with a file that has no such head is said by whoever opens it.
    let isInWAL = (try? FileHead(of: place).isWAL) ?? false
    if isInWAL { return try StoreInspection(CopiedFile(of: place, "-wal", patience), path, isInWAL: true) }
    do {
      return try StoreInspection(RawFile(place, isReadOnly: true, patience: patience), path, isInWAL: false)
    } catch let failure as SQLiteFailure where needsCopy.contains(failure.primaryCode) {
      return try StoreInspection(CopiedFile(of: place, "-journal", patience), path, isInWAL: false)
    }
  }

  /// Asks the store something that may take long in a large file; nil if the answer is not there in time.
  public func ask<Value: Sendable>(
    within limit: Duration, _ question: (ProjectStore) async throws(StoreError) -> Value
  ) async throws(StoreError) -> Value? {
    let file = file
    let (result, isOver) = await withTaskGroup(of: Bool.self) { group -> (Result<Value, StoreError>, Bool) in
      group.addTask {
        guard (try? await Task.sleep(for: limit)) != nil else { return false }
        file.interrupt()
        return true
      }
      let result: Result<Value, StoreError>
      do throws(StoreError) {
        result = .success(try await question(store))
      } catch {
        result = .failure(error)
      }
      group.cancelAll()
      return (result, await group.next() ?? false)
    }
    if isOver, case .failure = result { return nil }
    return try result.get()
  }

  private init(_ file: any ReadingFile, _ path: String, isInWAL: Bool) throws {
    version = try file.work { connection in
      // What the schema of somebody else's file defines gets to call nothing.
      try connection.execute("PRAGMA trusted_schema = OFF")
      let version = try Migrator(path: path, migrations: Migration.all).look(at: connection)
      // The modes of this connection alone, as every other one of ours sets them.
      try connection.execute("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL")
      return version
    }
    self.isInWAL = isInWAL
    self.file = file
    store = ProjectStore(
      file: file, engine: .raw, path: path, identity: FileIdentity(ofFileAt: path), upgrade: nil)
  }
}

/// A file whose questions can be cut short.
private protocol ReadingFile: EngineFile {
  func interrupt()
}

extension RawFile: ReadingFile {}

/// A database read from a private copy, which goes with this value.
private final class CopiedFile: ReadingFile {
  private let copy: PrivateCopy
  private let file: RawFile

  init(of path: String, _ companion: String, _ patience: Duration) throws {
    do {
      copy = try PrivateCopy(of: path, companion: companion, patience: patience)
    } catch ImportError.locked(_, let holder) {
      throw StoreError.locked(path: path, holder: holder)
    } catch ImportError.unreadable(_, let text) {
      throw StoreError.cannotOpen(path: path, text: text)
    }
    file = try RawFile(copy.path, patience: patience)
    // Rolled back or taken over by now; from here on nobody writes.
    try file.work { try $0.execute("PRAGMA query_only = ON") }
  }

  func work<Value>(_ body: (any Connection) throws -> Value) throws -> Value { try file.work(body) }

  func interrupt() { file.interrupt() }

  func close() throws { try file.close() }
}

/// What SQLite answers where a journal has to be rolled back first.
private let needsCopy: Set<Int32> = [SQLITE_READONLY, SQLITE_CANTOPEN]
