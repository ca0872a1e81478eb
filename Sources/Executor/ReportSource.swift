import Deadlines
import ExecutionJournal
import Glibc
import Synchronization

/// Waits, on inotify(7), for what there is to report of an execution.
final class ReportSource: Sendable {
  private struct Position: ~Copyable {
    var cursor: LogCursor
    var silentSince: Int64?
    var isOver = false
  }

  private let folder: ExecutionFolder
  /// Of no file where the system has no watches left: then it is looked for, each second.
  private let watch: Descriptor
  /// A pipe that is ready once nobody waits any more.
  private let wakeReader: Descriptor
  private let wakeWriter: Descriptor
  private let position: Mutex<Position>

  init(of folder: ExecutionFolder) {
    self.folder = folder
    watch = Descriptor(adopting: inotify_init1(O_NONBLOCK | O_CLOEXEC))
    var ends: [Int32] = [-1, -1]
    // Sockets, because only these are kept from children in the step that makes them.
    _ = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
    wakeReader = Descriptor(adopting: ends[0])
    wakeWriter = Descriptor(adopting: ends[1])
    position = Mutex(Position(cursor: LogCursor(at: folder)))
    add("", IN_CREATE | IN_MOVED_TO | IN_DELETE)
    add("/lock", IN_CLOSE_WRITE)
  }

  /// Blocks until there is something to report; nil once the execution is over, or nobody waits any more.
  func next() -> ExecutionReport? {
    position.withLock { position in
      while true {
        watchLog(from: position.cursor.segment)
        if let report = report(&position) { return report }
        if position.isOver { return nil }
        guard isUnderWay() else {
          // What was written last comes first.
          position.isOver = true
          continue
        }
        guard wait() else { return nil }
      }
    }
  }

  /// Lets ``next()`` return at once, now and later.
  func cancel() {
    shutdown(wakeWriter.number, Int32(SHUT_RDWR))
  }

  private func report(_ position: inout Position) -> ExecutionReport? {
    let lines = position.cursor.next()
    if !lines.isEmpty { return .output(lines) }
    let since = folder.readSilent()
    guard since != position.silentSince else { return nil }
    position.silentSince = since
    return since.map { .silent(since: Timestamp($0)) } ?? .heardAgain
  }

  private func isUnderWay() -> Bool {
    // A folder that is gone, or cannot be read, has nothing to report.
    (try? folder.state()) == .alive
  }

  /// False once nobody waits any more.
  private func wait() -> Bool {
    var ready = [watch.number, wakeReader.number].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    poll(&ready, 2, watch.number < 0 ? 1000 : -1)
    guard ready[1].revents == 0 else { return false }
    if takeEvents() {
      // The kernel tells of the last closing of the lock's file, and frees the lock right after that.
      for _ in 0..<1000 where isUnderWay() { poll(nil, 0, 1) }
    }
    return true
  }

  /// Takes what is there; whether the lock's file was closed.
  private func takeEvents() -> Bool {
    var isClosed = false
    withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 8) { buffer in
      while true {
        let count = read(watch.number, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var start = 0
        while start + MemoryLayout<inotify_event>.size <= count {
          let mask = buffer.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self)
          let nameLength = buffer.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self)
          if mask & UInt32(IN_CLOSE_WRITE) != 0 { isClosed = true }
          start += MemoryLayout<inotify_event>.size + Int(nameLength)
        }
      }
    }
    return isClosed
  }

  /// Not all of the folder: each write to a pipe in it would wake us.
  private func watchLog(from segment: Int) {
    for segment in [segment] + folder.tailSegments().filter({ $0 > segment }) {
      _ = inotify_add_watch(watch.number, folder.logPath(segment), UInt32(IN_MODIFY))
    }
  }

  private func add(_ name: String, _ events: Int32) {
    _ = inotify_add_watch(watch.number, folder.path + name, UInt32(events))
  }
}
