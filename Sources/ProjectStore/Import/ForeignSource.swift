import CSQLite
import Foundation

/// Another program's database, read without changing a byte of it or of its folder.
///
/// A file with a rollback journal is read in place, through a connection that cannot write; its locks are honoured.
/// One in WAL mode, or with a journal left by a crash, cannot be read without writing beside it, so a private copy is.
struct ForeignSource {
  let path: String
  var patience: Duration = .seconds(5)

  /// The file itself where the path is a link: what belongs to it lies beside that.
  private var file: String { resolvedPath(path) ?? path }

  /// Runs `body` on one consistent state of the file; blocks the calling thread.
  func read<Value>(_ body: (any Connection) throws -> Value) throws(ImportError) -> Value {
    do {
      if try FileHead(of: path).isWAL { return try readCopy(withSuffix: "-wal", body) }
      do {
        return try Self.read(file, isReadOnly: true, patience, body)
      } catch let failure as SQLiteFailure
        where [SQLITE_READONLY, SQLITE_CANTOPEN].contains(failure.primaryCode)
      {
        return try readCopy(withSuffix: "-journal", body)
      }
    } catch {
      throw ImportError(error, path: path)
    }
  }

  private func readCopy<Value>(
    withSuffix suffix: String, _ body: (any Connection) throws -> Value
  ) throws -> Value {
    let copy = try PrivateCopy(of: file, companion: suffix, patience: patience)
    return try withExtendedLifetime(copy) {
      try Self.read(copy.path, isReadOnly: false, patience, body)
    }
  }

  private static func read<Value>(
    _ path: String, isReadOnly: Bool, _ patience: Duration, _ body: (any Connection) throws -> Value
  ) throws -> Value {
    let connection = try RawConnection(path, isReadOnly: isReadOnly, patience: patience)
    // What the schema of another program's file defines gets to call nothing.
    try connection.execute("PRAGMA trusted_schema = OFF; BEGIN")
    let value = try body(connection)
    try connection.execute("COMMIT")
    try connection.close()
    return value
  }
}

/// What the first bytes of a database file say (the SQLite database file format, section 1.3).
struct FileHead {
  let isWAL: Bool

  init(of path: String) throws(ImportError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw [ENOENT, ENOTDIR].contains(errno) ? .missing(path: path) : Self.unreadable(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    guard status.st_size > 0 else { throw .empty(path: path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.unreadable(path) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    guard pread(descriptor, &bytes, bytes.count, 0) == bytes.count,
      bytes.starts(with: Array("SQLite format 3\0".utf8))
    else { throw .notADatabase(path: path) }
    isWAL = bytes[18] == 2 || bytes[19] == 2
  }

  private static func unreadable(_ path: String) -> ImportError {
    .unreadable(path: path, text: String(cString: strerror(errno)))
  }
}
