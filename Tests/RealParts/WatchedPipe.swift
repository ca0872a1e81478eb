import Foundation

/// A pipe whose one end is given away; the other stays here and sees when the last copy of that one is closed.
package final class WatchedPipe: Sendable {
  /// The end to give away, by whoever closes it.
  package let end: Int32
  private let source: Int32
  private let inode: UInt64

  package init() throws {
    (source, end) = try makePipe()
    var status = stat()
    fstat(end, &status)
    inode = UInt64(status.st_ino)
  }

  deinit {
    close(source)
  }

  /// What was written into the given end, as far as one read goes.
  package func read() async -> String {
    await onOwnThread { [source] in
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = Glibc.read(source, &buffer, buffer.count)
      return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    }
  }

  /// Waits until nobody has the given end open any more; false if that has not come to pass within 20 seconds.
  package func closes() async -> Bool {
    await onOwnThread { [source] in
      var entry = pollfd(fd: source, events: 0, revents: 0)
      return poll(&entry, 1, 20_000) > 0
    }
  }

  /// Whether nobody has the given end open any more.
  package var isClosed: Bool {
    var entry = pollfd(fd: source, events: 0, revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  /// How many descriptors of this process are copies of the given end.
  package var copies: Int {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { number in
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
        return target == "socket:[\(inode)]"
      }.count
    }
  }
}
