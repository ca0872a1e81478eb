import CTimer
import Glibc

/// The socket on which whoever runs us as a service hears of us, as sd_notify(3) describes the protocol.
final class NotifySocket: Sendable {
  private let socket: OpenDescriptor
  private let address: [UInt8]

  /// How long a notice may wait for whoever listens to read the earlier ones.
  private static let patience = timeval(tv_sec: 1, tv_usec: 0)

  /// Prepares to speak to `place`: an absolute path, or an abstract name after `@`.
  ///
  /// - Throws: `NotifySocketError`; the place is not looked at before something is sent.
  init(_ place: String) throws(NotifySocketError) {
    var path = Array(place.utf8)
    guard path.count > 1, path[0] == UInt8(ascii: "/") || path[0] == UInt8(ascii: "@"), !path.contains(0)
    else { throw .place(place) }
    let isAbstract = path[0] == UInt8(ascii: "@")
    if isAbstract { path[0] = 0 }
    // A path ends with NUL, an abstract name with the address.
    guard path.count + (isAbstract ? 0 : 1) <= MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
      throw .place(place)
    }
    address = isAbstract ? path : path + [0]
    do {
      socket = try OpenDescriptor(
        Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0), from: "socket")
    } catch {
      throw .system(error)
    }
    var patience = Self.patience
    setsockopt(
      socket.number, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout.size(ofValue: patience)))
  }

  /// Sends one notice as one datagram; waits a second at most.
  ///
  /// - Throws: `SystemCallError` if nobody took it.
  func send(_ notice: ServiceNotice) throws(SystemCallError) {
    let bytes = Array(notice.text().utf8)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: address) }
    let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path).map { $0 + address.count } ?? 0)
    let sent = withUnsafePointer(to: name) { name in
      name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        sendto(socket.number, bytes, bytes.count, Int32(MSG_NOSIGNAL), name, length)
      }
    }
    guard sent == bytes.count else { throw SystemCallError(call: "sendto", errno: errno) }
  }
}

/// Why nobody can be told.
enum NotifySocketError: Error, Hashable, Sendable {
  /// This names no socket of the file system or of the abstract names.
  case place(String)
  /// The process has no descriptor left.
  case system(SystemCallError)
}
