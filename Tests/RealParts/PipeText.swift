import Foundation
import Synchronization

/// What a child writes into a pipe, read as it comes, so that the child never waits for a reader.
final class PipeText: Sendable {
  private struct State {
    /// The end to read from; nil once everybody has closed the other one and it is closed too.
    var source: Int32?
    var bytes: [UInt8] = []
    /// Whether nothing more is waited for.
    var isOver = false
    var waiting: [CheckedContinuation<Void, Never>] = []

    var hasLine: Bool { bytes.contains(newline) }
  }

  private let state: Mutex<State>
  private let source: Int32

  /// Begins with a new pipe, whose other end is for the child and its starter's to close.
  init(_ end: inout Int32) throws {
    (source, end) = try makePipe()
    _ = fcntl(source, F_SETFL, O_NONBLOCK)
    state = Mutex(State(source: source))
    startOwnThread { [self] in
      var readable = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
      repeat { poll(&readable, 1, -1) } while take()
      state.withLock { $0.source = nil }
      close(source)
    }
  }

  var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

  /// The first line, without its end; all there is where the text ends before.
  func firstLine() async -> String {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if !state.hasLine && !state.isOver { state.waiting.append(continuation) }
        return state.hasLine || state.isOver
      }
      if isThere { continuation.resume() }
    }
    return state.withLock { String(decoding: $0.bytes.prefix { $0 != newline }, as: UTF8.self) }
  }

  /// Takes what has been written up to now, and waits for nothing more: a child's children may keep the pipe open.
  func finish() {
    take()
    state.withLock { $0.isOver = true }
    wake()
  }

  /// Whether there may be more.
  @discardableResult
  private func take() -> Bool {
    let hasMore = state.withLock { state in
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while let source = state.source {
        let count = read(source, &buffer, buffer.count)
        if count > 0 {
          state.bytes += buffer[..<count]
        } else if count < 0, errno == EAGAIN {
          return true
        } else if count == 0 || errno != EINTR {
          state.isOver = true
          return false
        }
      }
      return false
    }
    wake()
    return hasMore
  }

  private func wake() {
    let due = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard state.hasLine || state.isOver else { return [] }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in due { continuation.resume() }
  }
}

private let newline = UInt8(ascii: "\n")
