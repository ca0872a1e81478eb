import Glibc

/// What tells a directory from every other, also after it was moved or another took its number.
struct DirectoryIdentity: Equatable {
  var device: UInt64
  var inode: UInt64
  /// When it was made, as seconds with nine decimals since the Unix epoch; 0 where that is not kept.
  var birth: String

  init(of descriptor: CInt, _ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    birth = birthTime(of: descriptor) ?? "0"
  }

  /// Reads `device:inode:birth`; nil if it is none.
  init?(text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let device = UInt64(parts[0]), let inode = UInt64(parts[1]) else { return nil }
    self.device = device
    self.inode = inode
    birth = String(parts[2])
  }

  var text: String { "\(device):\(inode):\(birth)" }
}

private func birthTime(of descriptor: CInt) -> String? {
  // Glibc's module leaves statx out; a C library older than 2.28 lacks it.
  guard let symbol = dlsym(nil, "statx") else { return nil }
  let statx = unsafeBitCast(symbol, to: Statx.self)
  // struct statx of linux/stat.h, 256 bytes: stx_mask at 0, stx_btime at 80 (seconds, then 32 bits of nanoseconds).
  var result = [UInt64](repeating: 0, count: 32)
  let isDone = result.withUnsafeMutableBytes { bytes in
    bytes.baseAddress.map { statx(descriptor, "", emptyPath, birthMask, $0) == 0 } ?? false
  }
  guard isDone, UInt32(truncatingIfNeeded: result[0]) & birthMask != 0 else { return nil }
  let seconds = Int64(bitPattern: result[10])
  let nanoseconds = String(UInt32(truncatingIfNeeded: result[11]))
  return "\(seconds).\(String(repeating: "0", count: max(0, 9 - nanoseconds.count)))\(nanoseconds)"
}

private typealias Statx =
  @convention(c) (CInt, UnsafePointer<CChar>, CInt, UInt32, UnsafeMutableRawPointer) -> CInt

/// `AT_EMPTY_PATH`.
private let emptyPath: CInt = 0x1000
/// `STATX_BTIME`.
private let birthMask: UInt32 = 0x800
