import Foundation
import RealParts
import Testing

/// A real terminal (a pseudoterminal that Python holds) on which a shell runs our live view between two looks at its modes.
struct LiveTerminal {
  let desk: Desk
  private let holder: ChildProcess

  /// Opens one and waits for the first frame.
  ///
  /// - Parameter suspends: whether the shell lets the view go on once it was stopped, and looks at the modes in between.
  init(
    on desk: Desk, columns: Int = 80, rows: Int = 24, arguments: String = "list --watch",
    suspends: Bool = false
  ) async throws {
    self.desk = desk
    desk.set("TERM", "xterm-256color")
    let middle = suspends ? "echo \"stopped $?\"; stty -a >between; fg >/dev/null; " : ""
    let script =
      "set -m; ulimit -c 0; stty -a >before; '\(Desk.killallTofu)' \(arguments); \(middle)echo \"ended $?\"; stty -a >after"
    holder = try ChildProcess(
      ["python3", "-c", Self.program, "\(rows)", "\(columns)", "bash", "-c", script],
      environment: desk.environment, in: desk.folder, takesInput: true)
    try await wait("the first frame") { $0.frame.isEmpty == false }
  }

  /// All that was written to it.
  var text: String { holder.output }

  /// The lines of the last whole frame, without colours.
  var frame: [String] {
    guard let end = text.range(of: Self.frameEnd, options: .backwards),
      let start = text[..<end.lowerBound].range(of: "\u{1B}[?2026h\u{1B}[H", options: .backwards)
    else { return [] }
    return text[start.upperBound..<end.lowerBound].replacing(/\u{1B}\[[0-9;]*[mKJ]/, with: "")
      .split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// How many frames were drawn.
  var frames: Int { text.components(separatedBy: Self.frameEnd).count - 1 }

  /// What ends every frame: the terminal may show it now.
  static let frameEnd = "\u{1B}[?2026l"

  func press(_ keys: String) async {
    await order("keys \(keys.utf8.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined())")
  }

  func resize(columns: Int, rows: Int) async { await order("size \(rows) \(columns)") }

  /// Sends a signal to what has the terminal.
  func send(_ signal: Int32) async { await order("signal \(signal)") }

  /// Waits for a line of the frame that holds `words`.
  func see(_ words: String) async throws {
    try await wait(words) { $0.frame.contains { $0.contains(words) } }
  }

  func wait(_ what: String, _ condition: (LiveTerminal) -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while !condition(self) {
      try #require(ContinuousClock.now < end, "never came: \(what)\n\(text.suffix(4_000))\n\(holder.errors)")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Waits for the end of the view, and gives its exit code as a shell has it.
  func end() async throws -> Int {
    _ = await holder.finished()
    let match = try #require(text.matches(of: /ended ([0-9]+)/).last, "\(text.suffix(2_000))")
    return try #require(Int(match.1))
  }

  /// Ends it, if a test failed before.
  func close() async { await holder.end(SIGKILL) }

  /// The modes as `stty -a` told them at that point, less the size.
  func modes(_ name: String) throws -> String {
    try String(contentsOfFile: "\(desk.folder)/\(name)", encoding: .utf8)
      .replacing(/rows [0-9]+; columns [0-9]+;/, with: "")
  }

  private func order(_ line: String) async { await holder.write(line + "\n") }

  private static let program = """
    import fcntl, os, pty, select, struct, sys, termios
    rows, columns = int(sys.argv[1]), int(sys.argv[2])
    child, terminal = pty.fork()
    def resize(where, rows, columns):
        fcntl.ioctl(where, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
    if child == 0:
        resize(0, rows, columns)
        os.execvp(sys.argv[3], sys.argv[3:])
    pending, inputs = b'', [terminal, 0]
    while True:
        ready = select.select(inputs, [], [])[0]
        if terminal in ready:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            while data:
                data = data[os.write(1, data):]
        if 0 in ready:
            data = os.read(0, 4096)
            if not data:
                inputs.remove(0)
            pending += data
            while b'\\n' in pending:
                line, pending = pending.split(b'\\n', 1)
                words = line.decode().split()
                if words[0] == 'keys':
                    os.write(terminal, bytes.fromhex(words[1]))
                elif words[0] == 'size':
                    resize(terminal, int(words[1]), int(words[2]))
                elif words[0] == 'signal':
                    os.killpg(os.tcgetpgrp(terminal), int(words[1]))
    os.waitpid(child, 0)
    """
}
