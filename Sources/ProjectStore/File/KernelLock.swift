import Deadlines
import Foundation
import SystemPackage

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

  /// Finds a lock on the file that `path` names now; nil if there is none such, or where the system does not tell.
  ///
  /// The kernel gives a list longer than a page in pieces and counts its way back to where it was, so that a lock given
  /// up in between makes it leave out another one, or all that follow. What is not found in such a list is looked for
  /// again.
  static func first(onFileAt path: String, where isSought: (KernelLock) -> Bool) -> KernelLock? {
    guard let identity = FileIdentity(ofFileAt: path) else { return nil }
    for _ in 0..<8 {
      guard let list = try? listing() else { return nil }
      let lines = list.split(separator: "\n")
      let found = lines.lazy.compactMap { KernelLock(line: $0, inode: identity.inode) }.first(where: isSought)
      if found != nil || list.utf8.count < sureLength { return found }
    }
    return nil
  }

  /// Shorter than any page by more than a line, so the kernel had no reason to end a piece.
  private static let sureLength = 4096 - 256

  /// What the kernel lists now.
  ///
  /// Foundation would take the first piece for all, because that is shorter than what was asked for.
  private static func listing() throws -> String {
    let file = try FileDescriptor.open("/proc/locks", .readOnly, options: .closeOnExec)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 16 * 1024)
      while true {
        let count = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += piece[..<count]
      }
    }
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
