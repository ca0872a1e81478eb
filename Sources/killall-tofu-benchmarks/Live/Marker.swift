import Foundation
import Synchronization

/// A FIFO into which commands write a word, and the time at which each word came.
///
/// The word is written by the shell itself, as the first thing that it does: to the `exec` this adds the start of
/// `/bin/sh` and the wake-up of our reader, and nothing else. Any program that asked the clock would have to be
/// started first, and takes longer to start than all of this.
final class Marker: Sendable {
  private let path: String
  private let descriptor: Int32
  private let times = Mutex<[String: WallTime]>([:])

  /// Makes the FIFO and begins to read.
  init(at path: String) throws(LiveError) {
    self.path = path
    guard mkfifo(path, 0o600) == 0 else { throw .last("mkfifo") }
    // A writing end of our own, so that the FIFO never ends between two commands.
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("open") }
    Thread { [self] in listen() }.start()
  }

  deinit {
    close(descriptor)
  }

  /// The command that marks `word`, one of letters and digits.
  ///
  /// It opens the FIFO both ways, so that it ends also where nobody reads any more.
  func command(_ word: String) -> String { "echo \(word) 1<>'\(path)'" }

  /// When each word came so far.
  var marks: [String: WallTime] { times.withLock(\.self) }

  /// Stops reading.
  func end() {
    _ = write(descriptor, "\n", 1)
  }

  private func listen() {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      let now = WallTime.now
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      let lines = String(decoding: buffer[..<count], as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      times.withLock { times in
        for line in lines { times[String(line)] = now }
      }
      if lines.contains("") { return }
    }
  }
}
