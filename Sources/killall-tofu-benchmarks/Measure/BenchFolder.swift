import Discovery
import Foundation

/// A folder of our own for the files of one run; gone afterwards.
struct BenchFolder: Sendable {
  let path: String

  /// Makes a folder in `parent`, or, where it is nil, in the temporary folder, or in `/var/tmp` where that one
  /// is a memory.
  init(in parent: String?) throws {
    let usual = FileManager.default.temporaryDirectory.path
    let place = parent ?? (Self.isMemory(usual) ? "/var/tmp" : usual)
    var template = Array("\(place)/killall-tofu-benchmarks-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO, userInfo: [NSFilePathErrorKey: place])
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  var isMemory: Bool { Self.isMemory(path) }

  private static func isMemory(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    let device = UInt64(status.st_dev)
    let major = (device >> 8) & 0xFFF | (device >> 32) & 0xFFFF_F000
    let minor = device & 0xFF | (device >> 12) & 0xFFFF_FF00
    return Self.isMemory(device: "\(major):\(minor)", in: MountTable().text)
  }

  /// Whether a device is one of memory, by what the kernel says of the mounts (proc(5), `mountinfo`).
  static func isMemory(device: String, in mounts: String) -> Bool {
    mounts.split(separator: "\n").contains { line in
      let words = line.split(separator: " ")
      guard words.count > 3, words[2] == device, let dash = words.firstIndex(of: "-") else { return false }
      return words.indices.contains(dash + 1) && ["tmpfs", "ramfs"].contains(words[dash + 1])
    }
  }
}
