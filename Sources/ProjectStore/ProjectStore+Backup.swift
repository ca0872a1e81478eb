import CSQLite
import Foundation
import SystemPackage

/// Why no backup was made; the file that was to hold it is as it was.
public enum BackupError: Error, Hashable, Sendable {
  /// The database cannot be read.
  case source(StoreError)
  /// Something of that name is there already.
  case exists(path: String)
  /// The name is that of the database, or of a file that SQLite or the daemon keeps beside it.
  case belongsToDatabase(path: String)
  /// The name is that of a folder.
  case isFolder(path: String)
  /// The name is that of a device or another special file.
  case notAFile(path: String)
  /// The folder that should hold the copy is not there.
  case folderMissing(path: String)
  /// The folder that should hold the copy cannot be written.
  case readOnly(path: String)
  /// No room is left for the copy.
  case diskFull(path: String)
  /// Anything else that SQLite or the system reports about the copy; the text is theirs.
  case io(path: String, text: String)
}

/// A copy of the file.
public struct Backup: Hashable, Sendable {
  /// Where it lies.
  public var path: String
  /// How large it is, in bytes.
  public var size: Int64
}

extension ProjectStore {
  /// Copies the file as it is at one moment to `path`, while other programs go on writing.
  ///
  /// The copy has mode 0600, no journal beside it, and is on the disk when this returns. It comes into sight whole: a
  /// power cut leaves either what was there or the copy. Where `replaces` allows to replace a link, the link gives
  /// way, not what it points to.
  ///
  /// - Throws: `BackupError`. A store in memory has no file to copy: that is `.source(.fileMissing)`.
  public func backup(to path: String, replacing replaces: Bool = false) async throws(BackupError) -> Backup {
    guard let source = self.path else { throw .source(.fileMissing(path: place)) }
    do throws(StoreError) {
      try checkIdentity()
    } catch {
      throw .source(error)
    }
    try BackupPlace(path: path, source: source).check(replacing: replaces)
    // Longer than elsewhere: between the commits of a busy writer there is little room to begin to read.
    let copy = FileBackup(source: source, target: path, replaces: replaces, patience: .seconds(30))
    let size = try await onOwnThread { () throws(BackupError) in try copy.write() }
    return Backup(path: path, size: size)
  }
}

extension BackupError {
  /// Names what the system refused about the copy.
  init(errno: Int32, target: String, folder: String) {
    switch errno {
    case ENOENT, ENOTDIR: self = .folderMissing(path: folder)
    case EACCES, EPERM, EROFS: self = .readOnly(path: folder)
    case ENOSPC, EDQUOT: self = .diskFull(path: target)
    case EEXIST: self = .exists(path: target)
    default: self = .io(path: target, text: Errno(rawValue: errno).description)
    }
  }

  /// Names what stopped SQLite: of its errors only these can be about the copy.
  init(copying error: any Error, source: String, target: String) {
    switch error as? SQLiteFailure {
    case let failure? where failure.primaryCode == SQLITE_FULL: self = .diskFull(path: target)
    case let failure? where failure.isWriteError: self = .io(path: target, text: failure.message)
    default: self = .source(StoreError(error, path: source))
    }
  }
}

extension SQLiteFailure {
  /// Writing, synchronising or cutting a file failed (SQLITE_IOERR_WRITE, _FSYNC, _TRUNCATE).
  fileprivate var isWriteError: Bool { [3, 4, 6].contains { code == SQLITE_IOERR | ($0 << 8) } }
}
