import ExecutionJournal
import Glibc

/// What wakes us besides output: the end of a child, and marks in our folder.
struct News: ~Copyable {
  /// Readable when a child ended.
  let children: Descriptor
  /// Readable when something came into the folder; of no file, number -1, where nobody waits for marks or the system has
  /// no watches left.
  let marks: Descriptor

  /// Blocks the signal of ended children, which is read from here on.
  ///
  /// Marks only where they are waited for: to close a watch takes the kernel some 20 ms, and delays our end by that.
  init(of folder: ExecutionFolder, withMarks: Bool) throws(StartFailure) {
    // Hidden from Swift.
    typealias SignalDescriptor = @convention(c) (Int32, UnsafePointer<sigset_t>, Int32) -> Int32
    guard let symbol = dlsym(nil, "signalfd") else { throw StartFailure(.process, errno: ENOSYS) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGCHLD)
    sigprocmask(SIG_BLOCK, &signals, nil)
    let number = unsafeBitCast(symbol, to: SignalDescriptor.self)(-1, &signals, O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw StartFailure(.process) }
    children = Descriptor(adopting: number)
    let watch = withMarks ? inotify_init1(O_NONBLOCK | O_CLOEXEC) : -1
    guard watch >= 0 else {
      marks = Descriptor(adopting: -1)
      return
    }
    let opened = Descriptor(adopting: watch)
    let isWatched = inotify_add_watch(watch, folder.path, UInt32(IN_CREATE)) >= 0
    marks = isWatched ? opened : Descriptor(adopting: -1)
  }

  /// Takes all that is there, so that only what comes later wakes us.
  func take() {
    empty(children.number)
    empty(marks.number)
  }

  private func empty(_ descriptor: Int32) {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
      while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
