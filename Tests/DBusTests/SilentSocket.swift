import Foundation

/// A listening socket that takes connections and never answers.
final class SilentSocket: Sendable {
  let address: String
  private let descriptor: Int32

  init(in folder: String) throws {
    let path = folder + "/silent"
    address = "unix:path=\(path)"
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let bound = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(descriptor, 4) == 0 else { throw POSIXError(.EIO) }
  }

  deinit {
    close(descriptor)
  }
}
