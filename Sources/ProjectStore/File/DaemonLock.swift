import Foundation
import Synchronization
import SystemPackage

/// The right to be the one daemon of a database file, held until the last reference goes or the process ends.
///
/// It is a lock on `FILE.lock`, not on that file's being there: the file stays, and a killed daemon leaves no
/// lock. `FILE` is the name that links lead to, so a link does not bring a second daemon.
///
/// A hard link is a second name that nothing leads from, and has a lock of its own. To lock the database itself, it would
/// have to be opened beside SQLite, and closing it would drop the locks that SQLite holds in this process; to refuse a file
/// with several names would cost those whose backups are hard links their daemon. What keeps a project from being torn
/// down twice is in the file, whoever claims.
public final class DaemonLock: Sendable {
  /// What came of asking for the lock.
  public enum Acquisition: Sendable {
    /// It is ours.
    case acquired(DaemonLock)
    /// Another process has it; its id as it wrote it, nil if it did not.
    case taken(by: Int32?)
  }

  /// How the daemon before this one left the file: what it had read and written; nil if nothing is known of one.
  public let servedBefore: FileState?
  private let file: FileDescriptor
  private let lockPath: String
  private let noted: Mutex<FileState?>

  private init(_ file: FileDescriptor, at lockPath: String) {
    self.file = file
    self.lockPath = lockPath
    servedBefore = FileState(Self.readWords(file).dropFirst())
    noted = Mutex(servedBefore)
  }

  deinit {
    try? file.close()
  }

  /// The lock file of the database at `path`, by whatever links that names it.
  static func lockPath(beside path: String) -> String { (resolvedPath(path) ?? path) + ".lock" }

  /// How the last daemon left the file at `path`, without asking for the lock; nil if nothing is known of one.
  public static func lastServed(at path: String) -> FileState? {
    guard
      let file = try? FileDescriptor.open(
        lockPath(beside: path), .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
    else { return nil }
    defer { try? file.close() }
    return FileState(readWords(file).dropFirst())
  }

  /// Asks for the lock beside the database at `path` without waiting; child processes do not inherit it.
  ///
  /// - Throws: `StoreError` if the lock file cannot be made or written. That another daemon runs is a result.
  public static func acquire(beside path: String) throws(StoreError) -> Acquisition {
    let lockPath = lockPath(beside: path)
    do {
      let file = try FileDescriptor.open(
        lockPath, .readWrite, options: [.create, .closeOnExec, .noFollow], permissions: .ownerReadWrite)
      let lock = DaemonLock(file, at: lockPath)
      guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
        guard errno == EWOULDBLOCK else { throw Errno(rawValue: errno) }
        return .taken(by: lock.readProcessID())
      }
      // What was served before stays on record until this daemon has made up its mind about it.
      try lock.write(lock.servedBefore)
      return .acquired(lock)
    } catch let error as Errno where error == .readOnlyFileSystem || error == .permissionDenied {
      throw .readOnly(path: lockPath)
    } catch let error as Errno where error == .noSuchFileOrDirectory {
      throw .folderMissing(path: FilePath(lockPath).removingLastComponent().string)
    } catch {
      throw .cannotOpen(path: lockPath, text: "\(error)")
    }
  }

  /// Records how the file of `store` is now, as read and written by this daemon; does nothing if it is as recorded last.
  ///
  /// Nor does it where somebody else wrote since `look`, or the path names another file: that was not read, and whoever
  /// finds another state than the recorded one has to think that the file was changed, perhaps back to an older one.
  ///
  /// - Parameter look: made before the rows were read that are known now.
  /// - Throws: `StoreError` if the lock file cannot be written; the next daemon will then think so.
  public func noteServed(_ store: ProjectStore, since look: FileLook) async throws(StoreError) {
    // First the state, then whether it is ours: what is committed after it makes another.
    guard let state = store.state, noted.withLock({ $0 != state }),
      let now = try? await store.look(), now == look
    else { return }
    do {
      try write(state)
    } catch {
      throw .cannotOpen(path: lockPath, text: "\(error)")
    }
    noted.withLock { $0 = state }
  }

  private func write(_ state: FileState?) throws {
    guard fchmod(file.rawValue, 0o600) == 0 else { throw Errno(rawValue: errno) }
    let served = state.map { " \($0.words)" } ?? ""
    let line = "\(ProcessInfo.processInfo.processIdentifier)\(served)\n".utf8
    // Cut only afterwards: whoever reads in between finds the process id.
    _ = try file.writeAll(toAbsoluteOffset: 0, line)
    guard ftruncate(file.rawValue, off_t(line.count)) == 0 else { throw Errno(rawValue: errno) }
  }

  private func readProcessID() -> Int32? {
    Self.readWords(file).first.flatMap { Int32($0) }
  }

  /// The lock file holds the process id, and the numbers of a `FileState`, in one line.
  private static func readWords(_ file: FileDescriptor) -> [Substring] {
    var bytes = [UInt8](repeating: 0, count: 160)
    let count = (try? bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: 0, into: $0) }) ?? 0
    let line = bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
  }
}
