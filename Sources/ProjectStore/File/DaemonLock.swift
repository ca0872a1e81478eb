import Foundation
import SystemPackage

/// The right to be the one daemon of a database file, held until the last reference goes or the process ends.
///
/// It is a lock on `FILE.lock`, not on that file's being there: the file stays, and a killed daemon leaves no
/// lock.
public final class DaemonLock: Sendable {
  /// What came of asking for the lock.
  public enum Acquisition: Sendable {
    /// It is ours.
    case acquired(DaemonLock)
    /// Another process has it; its id as it wrote it, nil if it did not.
    case taken(by: Int32?)
  }

  private let file: FileDescriptor

  private init(_ file: FileDescriptor) {
    self.file = file
  }

  deinit {
    try? file.close()
  }

  /// Asks for the lock beside the database at `path` without waiting; child processes do not inherit it.
  ///
  /// - Throws: `StoreError` if the lock file cannot be made or written. That another daemon runs is a result.
  public static func acquire(beside path: String) throws(StoreError) -> Acquisition {
    let lockPath = path + ".lock"
    do {
      let file = try FileDescriptor.open(
        lockPath, .readWrite, options: [.create, .closeOnExec, .noFollow], permissions: .ownerReadWrite)
      let lock = DaemonLock(file)
      guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
        guard errno == EWOULDBLOCK else { throw Errno(rawValue: errno) }
        return .taken(by: lock.readProcessID())
      }
      try lock.writeProcessID()
      return .acquired(lock)
    } catch let error as Errno where error == .readOnlyFileSystem || error == .permissionDenied {
      throw .readOnly(path: lockPath)
    } catch let error as Errno where error == .noSuchFileOrDirectory {
      throw .folderMissing(path: FilePath(lockPath).removingLastComponent().string)
    } catch {
      throw .cannotOpen(path: lockPath, text: "\(error)")
    }
  }

  private func writeProcessID() throws {
    guard fchmod(file.rawValue, 0o600) == 0, ftruncate(file.rawValue, 0) == 0 else {
      throw Errno(rawValue: errno)
    }
    _ = try file.writeAll(toAbsoluteOffset: 0, "\(ProcessInfo.processInfo.processIdentifier)\n".utf8)
  }

  private func readProcessID() -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = (try? bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: 0, into: $0) }) ?? 0
    let digits = bytes.prefix(count).prefix { (48...57).contains($0) }
    return Int32(String(decoding: digits, as: UTF8.self))
  }
}
