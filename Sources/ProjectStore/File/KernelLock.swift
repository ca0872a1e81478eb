import Deadlines
import Foundation

/// A lock on a file as the kernel lists it (proc(5), `/proc/locks`).
///
/// Asking with `fcntl` instead needs a descriptor, and closing that would drop every lock this process has on the
/// file; asking with `flock` would turn away a daemon that starts at that moment. The device is not compared, because
/// some file systems (btrfs, overlayfs) show another one there.
struct KernelLock: Equatable {
  /// `POSIX`, `OFDLCK`, `FLOCK`.
  let kind: String
  /// `READ` or `WRITE`.
  let mode: String
  let processID: Int32
  /// The first byte that is locked.
  let start: Int64

  /// Lists the locks on the file that `path` names now; none where the system does not tell.
  static func all(onFileAt path: String) -> [KernelLock] {
    guard let identity = FileIdentity(ofFileAt: path),
      let list = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
    else { return [] }
    return list.split(separator: "\n").compactMap { KernelLock(line: $0, inode: identity.inode) }
  }

  /// Reads a line such as `1: POSIX  ADVISORY  WRITE 41 fe:00:131 1073741824 1073741825`; nil if it is not of this
  /// file, or names no process.
  init?(line: Substring, inode: UInt64) {
    let fields = line.split(separator: " ")
    guard fields.count == 8, fields[5].split(separator: ":").last == Substring(String(inode)),
      let process = Int32(fields[4]), process > 0, let start = Int64(fields[6])
    else { return nil }
    kind = String(fields[1])
    mode = String(fields[3])
    processID = process
    self.start = start
  }

  /// Its holder, with the name of its program.
  var holder: LockHolder {
    let name = try? String(contentsOfFile: "/proc/\(processID)/comm", encoding: .utf8)
    return LockHolder(
      processID: processID, program: name?.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
