import Foundation

extension LockHolder {
  /// Finds who else holds an SQLite lock on the file at `path`.
  static func find(onFileAt path: String) -> LockHolder? {
    let own = ProcessInfo.processInfo.processIdentifier
    return KernelLock.first(onFileAt: path) { lock in
      (lock.kind == "POSIX" || lock.kind == "OFDLCK") && sqliteLockRange.contains(lock.start)
        && lock.processID != own
    }?.holder
  }
}

/// SQLite's pending, reserved and shared bytes (`PENDING_BYTE` in os.h).
private let sqliteLockRange: ClosedRange<Int64> = 0x4000_0000...0x4000_01FF
