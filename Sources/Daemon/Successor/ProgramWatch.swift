import Glibc

/// Tells when something happens to the program file; nothing wakes the process otherwise.
///
/// It is the file itself that is watched, and the link that leads to it: a file that takes the place of another takes a
/// name away from that one, and the kernel says so. The folder is watched only once that has happened, because in a
/// folder of programs much happens that is none of our business.
final class ProgramWatch: Sendable {
  private let inotify: OpenDescriptor
  private let path: String
  private let watch: DescriptorWatch

  /// Watches until the last reference goes.
  ///
  /// - Parameter onChange: called on a thread of its own.
  /// - Throws: `SystemCallError` where the system gives no watch; what happens is then seen when the daemon wakes.
  init(_ path: String, onChange: @escaping @Sendable () -> Void) throws(SystemCallError) {
    let inotify = try OpenDescriptor(inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)), from: "inotify")
    self.inotify = inotify
    self.path = path
    let events = UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)
    guard inotify_add_watch(inotify.number, path, events) >= 0 else {
      throw SystemCallError(call: "inotify_add_watch", errno: errno)
    }
    _ = inotify_add_watch(inotify.number, path, events | UInt32(IN_DONT_FOLLOW))
    watch = try DescriptorWatch([inotify]) {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while read(inotify.number, &buffer, buffer.count) > 0 {}
      onChange()
    }
  }

  deinit {
    watch.end()
  }

  /// From now on tells as well what happens in the folder; again and again is as good as once.
  func watchFolder() {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let comes = UInt32(IN_MOVED_TO) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB) | UInt32(IN_CREATE)
    let events = comes | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)
    inotify_add_watch(inotify.number, folder, events | UInt32(IN_ONLYDIR) | UInt32(IN_MASK_ADD))
  }
}
