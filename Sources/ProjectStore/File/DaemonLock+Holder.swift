import Foundation

extension DaemonLock {
  /// Tells which process is the daemon of the database at `path`; nil if none is, or if the system does not say.
  ///
  /// It reads the kernel's list of locks and takes none: asking by trying would turn away a daemon that starts at
  /// that moment.
  public static func holder(beside path: String) -> LockHolder? {
    guard let identity = FileIdentity(ofFileAt: path + ".lock"),
      let list = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
    else { return nil }
    return list.split(separator: "\n").lazy
      .compactMap { holder(inLockLine: $0, inode: identity.inode) }.first
      .map { LockHolder(processID: $0, program: LockHolder.programName(of: $0)) }
  }

  /// Reads a line such as `7: FLOCK  ADVISORY  WRITE 41 fe:00:131 0 EOF`; the device is not compared, see
  /// ``LockHolder``.
  private static func holder(inLockLine line: Substring, inode: UInt64) -> Int32? {
    let fields = line.split(separator: " ")
    guard fields.count == 8, fields[1] == "FLOCK", fields[3] == "WRITE",
      fields[5].split(separator: ":").last == Substring(String(inode)), let process = Int32(fields[4]),
      process > 0
    else { return nil }
    return process
  }
}
