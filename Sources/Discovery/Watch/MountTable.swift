import Glibc

/// What is mounted where, and when that changes: `/proc/self/mountinfo` of proc(5).
public final class MountTable {
  /// Has something urgent (`POLLPRI`) after each change; -1 where the kernel does not tell.
  let descriptor = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
  private var last: [String] = []

  /// Opens the table of this process.
  public init() {}

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether any mount above or below one of `paths` came or went since the last time this was asked.
  func hasChanged(around paths: [String]) -> Bool {
    let now = Self.mounts(in: text, around: paths)
    defer { last = now }
    return now != last
  }

  /// The whole table now, a mount a line; empty where the kernel does not tell.
  public var text: String {
    guard descriptor >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { return "" }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &part, part.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
    }
  }

  /// The mounts above or below one of `paths`, each with what tells it from another one in the same place.
  static func mounts(in text: String, around paths: [String]) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard let mount = Mount(line),
        paths.contains(where: { isSame(mount.place, orAbove: $0) || isSame($0, orAbove: mount.place) })
      else { return nil }
      return "\(mount.identity) \(mount.place)"
    }
  }

  private static func isSame(_ path: String, orAbove other: String) -> Bool {
    path == "/" || path == other || other.hasPrefix(path + "/")
  }
}
