import ExecutionJournal
import Glibc

/// Both ends of a pipe, close-on-exec.
struct Pipe: ~Copyable {
  let readEnd: Descriptor
  let writeEnd: Descriptor

  static func open() throws(StartFailure) -> Pipe {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw StartFailure(.process) }
    // pipe2 would do it at once, but this process has only this thread.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return Pipe(readEnd: Descriptor(adopting: ends[0]), writeEnd: Descriptor(adopting: ends[1]))
  }

  consuming func keepingReadEnd() -> Descriptor { readEnd }
}
