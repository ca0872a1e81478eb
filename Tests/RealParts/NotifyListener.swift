import Foundation
import Synchronization

/// A real datagram socket that hears what a program tells whoever runs it as a service, as systemd's does.
package final class NotifyListener: Sendable {
  /// What comes in, one datagram after the other; for one reader.
  package let notices: AsyncStream<String>
  private let socket: Int32
  private let kept: Kept

  private final class Kept: Sendable {
    let all = Mutex<[String]>([])
  }

  /// Listens at a path, or under the abstract name after `@`.
  package init(at place: String) throws {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var bytes = Array(place.utf8)
    let isAbstract = bytes.first == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(2 + bytes.count + (isAbstract ? 0 : 1))
    let isBound = withUnsafePointer(to: name) { name in
      name.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) == 0 }
    }
    guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    let (notices, continuation) = AsyncStream<String>.makeStream()
    self.notices = notices
    let kept = Kept()
    self.kept = kept
    self.socket = socket
    startOwnThread {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { break }
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        kept.all.withLock { $0.append(text) }
        continuation.yield(text)
      }
      continuation.finish()
      close(socket)
    }
  }

  deinit {
    shutdown(socket, Int32(SHUT_RDWR))
  }

  /// What has come in so far.
  package var all: [String] { kept.all.withLock(\.self) }
}
