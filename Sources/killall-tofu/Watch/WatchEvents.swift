import Daemon
import Foundation
import Glibc
import ProjectStore

/// What the live view reacts to.
enum WatchEvent: Sendable {
  case key(Key, at: ContinuousClock.Instant)
  /// Another second of the wall clock has begun.
  case second
  /// Another program wrote the file.
  case changed(StoreChange)
  /// The terminal has another size.
  case resized
  /// The process goes on, and others had the terminal meanwhile.
  case resumed
  /// Ctrl-Z.
  case suspended
  /// Nobody types any more: Ctrl-C, or the terminal is gone.
  case ended
}

/// Reads keys and signals, and looks at the clock, on a thread of its own.
final class WatchEvents: Sendable {
  let stream: AsyncStream<WatchEvent>
  let continuation: AsyncStream<WatchEvent>.Continuation
  private let signals: Int32

  /// How long an escape waits for the rest of a sequence.
  private static let patience: Int32 = 50

  /// Begins to listen.
  ///
  /// - Throws: `Failure` where the terminal says nothing about itself.
  init() throws(Failure) {
    (stream, continuation) = AsyncStream.makeStream()
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0, TerminalState.prepare(telling: ends[1]) else {
      throw Failure("the terminal cannot be read: \(String(cString: strerror(errno)))")
    }
    signals = ends[0]
    startThread { [self] in listen() }
  }

  private func listen() {
    var decoder = KeyDecoder()
    var second = Self.secondNow
    while true {
      var descriptors = [STDIN_FILENO, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let wait = decoder.isWaiting ? Self.patience : Self.untilNextSecond
      let count = poll(&descriptors, 2, wait)
      if count == 0, decoder.isWaiting { give(decoder.pause()) }
      if descriptors[1].revents != 0 { giveSignals() }
      if descriptors[0].revents != 0 {
        guard let bytes = Self.read(STDIN_FILENO) else {
          continuation.yield(.ended)
          return
        }
        give(decoder.take(bytes))
      }
      if Self.secondNow != second {
        second = Self.secondNow
        continuation.yield(.second)
      }
    }
  }

  private func give(_ keys: [Key]) {
    let now = ContinuousClock.now
    for key in keys { continuation.yield(.key(key, at: now)) }
  }

  private func giveSignals() {
    for number in Self.read(signals) ?? [] {
      switch Int32(number) {
      case SIGINT: continuation.yield(.ended)
      case SIGTSTP: continuation.yield(.suspended)
      case SIGCONT: continuation.yield(.resumed)
      default: continuation.yield(.resized)
      }
    }
  }

  /// What is there to be read; nil at the end.
  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1_024)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return [] }
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  private static var now: Double { Date.now.timeIntervalSince1970 }

  private static var secondNow: Double { now.rounded(.down) }

  /// In thousandths, rounded up, so that a second has begun when it is over.
  private static var untilNextSecond: Int32 { Int32(1_000 - (now - secondNow) * 1_000) + 1 }
}
