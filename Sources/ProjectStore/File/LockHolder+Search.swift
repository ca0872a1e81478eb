import Foundation

extension LockHolder {
  /// Finds who holds an SQLite lock on the file at `path`.
  ///
  /// It reads the kernel's list of locks: asking with `fcntl` needs a descriptor, and closing that would drop
  /// every lock this process has on the file. The device is not compared, because some file systems (btrfs,
  /// overlayfs) show another one there; inode and SQLite's lock range are telling enough.
  static func find(onFileAt path: String) -> LockHolder? {
    guard let identity = FileIdentity(ofFileAt: path),
      let list = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
    else { return nil }
    let own = ProcessInfo.processInfo.processIdentifier
    return list.split(separator: "\n").lazy
      .compactMap { holder(inLockLine: $0, inode: identity.inode) }
      .first { $0 != own }
      .map { LockHolder(processID: $0, program: programName(of: $0)) }
  }

  /// Reads a line such as `1: POSIX  ADVISORY  WRITE 41 fe:00:131 1073741824 1073741825`.
  static func holder(inLockLine line: Substring, inode: UInt64) -> Int32? {
    let fields = line.split(separator: " ")
    guard fields.count == 8, fields[1] == "POSIX" || fields[1] == "OFDLCK",
      fields[5].split(separator: ":").last == Substring(String(inode)),
      let start = Int64(fields[6]), sqliteLockRange.contains(start),
      let process = Int32(fields[4]), process > 0
    else { return nil }
    return process
  }

  static func programName(of process: Int32) -> String? {
    let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
    return name?.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// SQLite's pending, reserved and shared bytes (`PENDING_BYTE` in os.h).
private let sqliteLockRange: ClosedRange<Int64> = 0x4000_0000...0x4000_01FF
