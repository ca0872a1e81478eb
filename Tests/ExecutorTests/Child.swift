import Foundation
import Testing

/// A program started as a daemon starts one, with default signals: what Foundation starts inherits a thread's mask.
struct Child: Sendable {
  let pid: pid_t

  init(_ arguments: [String]) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let argv = arguments.map { strdup($0) }
    defer { argv.forEach { free($0) } }
    let path = strdup("PATH=/usr/bin:/bin")
    defer { free(path) }
    var pid = pid_t()
    try #require(posix_spawn(&pid, arguments[0], nil, &attributes, argv + [nil], [path, nil]) == 0)
    self.pid = pid
  }

  /// Waits for its end; its exit code, or nil if a signal ended it.
  func exitCode() async -> Int32? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [pid] in
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        continuation.resume(returning: status & 0x7F == 0 ? status >> 8 & 0xFF : nil)
      }
    }
  }
}
