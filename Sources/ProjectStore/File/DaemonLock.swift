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

  /// The file that the daemon before this one served; nil if it is not known.
  public let servedBefore: FileIdentity?
  private let file: FileDescriptor

  private init(_ file: FileDescriptor) {
    self.file = file
    let words = Self.readWords(file)
    servedBefore =
      if words.count == 3, let device = UInt64(words[1]), let inode = UInt64(words[2]) {
        FileIdentity(device: device, inode: inode)
      } else {
        nil
      }
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
      try lock.write(FileIdentity(ofFileAt: path))
      return .acquired(lock)
    } catch let error as Errno where error == .readOnlyFileSystem || error == .permissionDenied {
      throw .readOnly(path: lockPath)
    } catch let error as Errno where error == .noSuchFileOrDirectory {
      throw .folderMissing(path: FilePath(lockPath).removingLastComponent().string)
    } catch {
      throw .cannotOpen(path: lockPath, text: "\(error)")
    }
  }

  private func write(_ identity: FileIdentity?) throws {
    guard fchmod(file.rawValue, 0o600) == 0, ftruncate(file.rawValue, 0) == 0 else {
      throw Errno(rawValue: errno)
    }
    let served = identity.map { " \($0.device) \($0.inode)" } ?? ""
    _ = try file.writeAll(
      toAbsoluteOffset: 0, "\(ProcessInfo.processInfo.processIdentifier)\(served)\n".utf8)
  }

  private func readProcessID() -> Int32? {
    Self.readWords(file).first.flatMap { Int32($0) }
  }

  /// The lock file holds the process id, and device and inode of the database, in one line.
  private static func readWords(_ file: FileDescriptor) -> [Substring] {
    var bytes = [UInt8](repeating: 0, count: 80)
    let count = (try? bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: 0, into: $0) }) ?? 0
    return String(decoding: bytes.prefix(count), as: UTF8.self).split(whereSeparator: \.isWhitespace)
  }
}
