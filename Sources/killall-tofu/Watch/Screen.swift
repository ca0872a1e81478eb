import Foundation
import Glibc
import Wording

/// The terminal while the live view has it.
struct Screen {
  /// Synchronized output: a terminal that knows it shows a frame as a whole.
  private static let beginning = "\u{1B}[?2026h\u{1B}[H"
  private static let end = "\u{1B}[J\u{1B}[?2026l"

  private var shown: [UInt8] = []

  /// Why there can be no live view here, and what instead; nil if there can.
  static func flaw(in environment: [String: String]) -> Failure? {
    let instead =
      "; instead: killall-tofu list, or for programs killall-tofu list --json, or the D-Bus interface"
    guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1 else {
      return Failure("--watch draws on a terminal and reads its keys, and this is none\(instead)", .usage)
    }
    let kind = environment["TERM"] ?? ""
    guard !kind.isEmpty, kind != "dumb" else {
      let name = kind.isEmpty ? "TERM is not set" : "TERM=\(kind.oneLine)"
      return Failure("--watch moves the cursor, which this terminal cannot (\(name))\(instead)", .usage)
    }
    return nil
  }

  /// Takes the terminal.
  mutating func enter() {
    TerminalState.change()
    shown = []
    put(Array(TerminalState.entering.utf8))
  }

  /// Gives the terminal back.
  func leave() { TerminalState.restore(TCSAFLUSH) }

  /// Draws all of it anew the next time.
  mutating func forget() { shown = [] }

  /// Shows the lines from the top, in one write; nothing where they stand there already.
  mutating func draw(_ lines: [String], columns: Int) {
    let rows = lines.map { line in
      // At the edge it would erase the last letter.
      line.withoutColours.displayWidth < columns ? line + "\u{1B}[K" : line
    }
    let frame = Array((Self.beginning + rows.joined(separator: "\r\n") + Self.end).utf8)
    guard frame != shown else { return }
    shown = frame
    put(frame)
  }

  private func put(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&descriptor, 1, 1_000) > 0 else { return }
      } else if errno != EINTR {
        return
      }
    }
  }
}
