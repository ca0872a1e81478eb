import Foundation

/// How much of the kernel's inotify(7) this user has in use, counted over the processes whose files can be seen.
struct InotifyUse: Sendable {
  var watches = 0
  var instances = 0
  /// `fs.inotify.max_user_watches`; 0 where the kernel does not tell.
  var watchLimit = 0
  /// `fs.inotify.max_user_instances`; 0 where the kernel does not tell.
  var instanceLimit = 0

  /// Counts now; takes time in proportion to the number of open files.
  static func ofThisUser() -> InotifyUse {
    var use = InotifyUse(
      watchLimit: limit("max_user_watches"), instanceLimit: limit("max_user_instances"))
    let manager = FileManager.default
    for process in (try? manager.contentsOfDirectory(atPath: "/proc")) ?? [] where Int32(process) != nil {
      var status = stat()
      guard stat("/proc/\(process)", &status) == 0, status.st_uid == geteuid() else { continue }
      let files = "/proc/\(process)/fd"
      for file in (try? manager.contentsOfDirectory(atPath: files)) ?? [] {
        guard target(of: "\(files)/\(file)") == "anon_inode:inotify" else { continue }
        use.instances += 1
        let facts = (try? String(contentsOfFile: "/proc/\(process)/fdinfo/\(file)", encoding: .utf8)) ?? ""
        use.watches += facts.split(separator: "\n").count { $0.hasPrefix("inotify ") }
      }
    }
    return use
  }

  private static func target(of link: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = readlink(link, &buffer, buffer.count)
    guard length > 0 else { return nil }
    return String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func limit(_ name: String) -> Int {
    let text = try? String(contentsOfFile: "/proc/sys/fs/inotify/\(name)", encoding: .utf8)
    return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
  }
}
