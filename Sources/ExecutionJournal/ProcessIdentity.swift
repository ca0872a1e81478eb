import Glibc

/// Which process is meant: a pid alone is given to others once its process has gone.
public struct ProcessIdentity: Hashable, Sendable {
  /// Its number.
  public var pid: Int32
  /// When it began, in clock ticks since the boot: field 22 of `/proc/PID/stat`, proc(5).
  public var startTime: UInt64
  /// The kernel's id of the boot it belongs to.
  public var bootID: String

  /// Makes an identity from known values.
  public init(pid: Int32, startTime: UInt64, bootID: String) {
    self.pid = pid
    self.startTime = startTime
    self.bootID = bootID
  }

  /// The identity of the process that has this number now, nil if there is none.
  ///
  /// - Throws: `JournalError` if `/proc` cannot be read.
  public init?(runningAs pid: Int32) throws(JournalError) {
    guard let status = try readWhole("/proc/\(pid)/stat") else { return nil }
    guard let startTime = Self.startTime(inStatus: status) else { return nil }
    self.init(pid: pid, startTime: startTime, bootID: try Self.currentBootID())
  }

  static func startTime(inStatus status: [UInt8]) -> UInt64? {
    // The second field, the program's name, may itself hold spaces and parentheses.
    guard let nameEnd = status.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = status[(nameEnd + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19 else { return nil }
    return UInt64(String(decoding: fields[19], as: UTF8.self))
  }

  /// The kernel's id of the present boot.
  ///
  /// - Throws: `JournalError` if `/proc` cannot be read.
  public static func currentBootID() throws(JournalError) -> String {
    let path = "/proc/sys/kernel/random/boot_id"
    guard let bytes = try readWhole(path) else { throw .system(call: "open", path: path, errno: ENOENT) }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
