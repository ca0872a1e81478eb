import ExecutionJournal
import Glibc

/// The pipes of parts that are over, as long as something that such a part left running has them.
///
/// It would stand still once nobody reads them; what comes out belongs to no part, and is dropped.
struct KeptPipes: ~Copyable {
  /// Numbers to read from, which never wait.
  private(set) var readers: [Int32] = []

  deinit {
    for reader in readers { close(reader) }
  }

  /// Keeps those of a part that is over as long as somebody else can write to them.
  mutating func add(_ pipes: consuming OutputPipes) {
    for stream in OutputStream.allCases {
      let reader = fcntl(pipes.reader(stream), F_DUPFD_CLOEXEC, 0)
      if reader >= 0 { readers.append(reader) }
    }
    // Ours are closed by now, so that one without writers shows.
    _ = consume pipes
    empty()
  }

  /// Reads what is there, but not for ever, and lets go of those that nobody can write to any more.
  mutating func empty() {
    guard !readers.isEmpty else { return }
    readers.removeAll { reader in
      let isOver = withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
        for _ in 0..<64 {
          let count = read(reader, buffer.baseAddress, buffer.count)
          if count == 0 { return true }
          if count < 0 { return false }
        }
        return false
      }
      if isOver { close(reader) }
      return isOver
    }
  }
}
