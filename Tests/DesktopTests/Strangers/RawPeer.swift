import Foundation
import RealParts

/// A connection to a bus that passes its authentication and then sends whatever it likes.
///
/// Blocks; for threads of its own.
struct RawPeer: ~Copyable {
  private let descriptor: Int32

  /// Connects and authenticates; nil where the bus does not answer.
  init?(_ path: String) {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    let user = "\(geteuid())".utf8.map { String($0, radix: 16) }.joined()
    guard connected == 0, send([UInt8]("\0AUTH EXTERNAL \(user)\r\n".utf8)), answers("OK "),
      send([UInt8]("BEGIN\r\n".utf8)),
      send(
        WireMessage(serial: 1, to: "org.freedesktop.DBus", at: "/", "org.freedesktop.DBus", "Hello").bytes),
      receive() > 0
    else {
      close(descriptor)
      return nil
    }
  }

  deinit {
    close(descriptor)
  }

  /// Sends bytes as they are; false when the bus has hung up.
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// What the bus makes of what it was sent.
  enum Fate {
    /// It hung up, as it does on everybody who breaks its rules.
    case hungUp
    /// It took it all for messages, and goes on.
    case served
    /// It waits for the rest of a message that said it was longer.
    case waiting
  }

  /// Asks the bus for something it does not know, and sees whether it still answers.
  ///
  /// The question may end up inside a message that was not complete: nothing may be sent after it.
  func fate() -> Fate {
    let question = "Zebra"
    guard
      send(
        WireMessage(serial: 77, to: "org.freedesktop.DBus", at: "/", "org.freedesktop.DBus", question).bytes)
    else { return .hungUp }
    // Only where it waits for more does nothing come.
    var limit = timeval(tv_sec: 0, tv_usec: 200_000)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var heard = ""
    while !heard.contains(question) {
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      if count < 0, errno == EAGAIN { return .waiting }
      if count <= 0 { return .hungUp }
      heard += String(decoding: bytes[..<count], as: UTF8.self)
    }
    return .served
  }

  private func answers(_ start: String) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count > 0 && String(decoding: bytes[..<count], as: UTF8.self).hasPrefix(start)
  }

  private func receive() -> Int {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    return recv(descriptor, &bytes, bytes.count, 0)
  }
}

/// A call as it stands on the wire: little endian, text for arguments; see the D-Bus specification, "Message Format".
struct WireMessage {
  private(set) var bytes: [UInt8] = []

  init(
    serial: UInt32, to destination: String, at path: String, _ interface: String, _ member: String,
    _ arguments: [String] = []
  ) {
    var body = WireMessage()
    for text in arguments { body.append(text: text) }
    var fields = WireMessage()
    fields.append(field: 1, "o", path)
    fields.append(field: 2, "s", interface)
    fields.append(field: 3, "s", member)
    fields.append(field: 6, "s", destination)
    if !arguments.isEmpty { fields.append(signature: String(repeating: "s", count: arguments.count)) }
    bytes = [UInt8(ascii: "l"), 1, 0, 1]
    append(UInt32(body.bytes.count))
    append(serial)
    append(UInt32(fields.bytes.count))
    // The fields begin at a multiple of eight, so they are laid out as at the start.
    bytes += fields.bytes
    pad(to: 8)
    bytes += body.bytes
  }

  private init() {}

  private mutating func pad(to width: Int) {
    while bytes.count % width != 0 { bytes.append(0) }
  }

  private mutating func append(_ number: UInt32) {
    pad(to: 4)
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  private mutating func append(text: String) {
    append(UInt32(text.utf8.count))
    bytes += [UInt8](text.utf8) + [0]
  }

  private mutating func append(field code: UInt8, _ type: String, _ text: String) {
    pad(to: 8)
    bytes += [code, 1] + [UInt8](type.utf8) + [0]
    append(text: text)
  }

  private mutating func append(signature: String) {
    pad(to: 8)
    bytes += [8, 1, UInt8(ascii: "g"), 0, UInt8(signature.utf8.count)] + [UInt8](signature.utf8) + [0]
  }
}
