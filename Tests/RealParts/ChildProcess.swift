import Foundation
import Synchronization

/// A program that a test started; waited for without holding up other tests, and ended by its pid, never by its name.
package final class ChildProcess: Sendable {
  /// A program that could not be started.
  package struct NotStarted: Error {
    package var command: String
    package var errno: Int32
  }

  /// What became of a program that ran to its end.
  package struct Finished: Sendable {
    /// The exit code; 128 plus the signal's number where one ended it.
    package var code: Int32
    package var output: String
    package var errors: String
  }

  private struct State {
    /// As `waitpid` has it; once it is known, the number may belong to another process.
    var status: Int32?
    var waiting: [CheckedContinuation<Int32, Never>] = []
  }

  package let pid: Int32
  private let state = Mutex(State())
  private let outputText: PipeText
  private let errorText: PipeText
  private let input: Mutex<Int32?>

  /// Starts `arguments` in exactly this environment, the tests' own if nil, with input from us or from nowhere.
  package init(
    _ arguments: [String], environment: [String: String]? = nil, in directory: String? = nil,
    takesInput: Bool = false
  ) throws {
    var theirs = Descriptors()
    defer { theirs.close() }
    outputText = try PipeText(&theirs.output)
    errorText = try PipeText(&theirs.errors)
    if takesInput {
      let ours: Int32
      (ours, theirs.input) = try makePipe()
      input = Mutex(ours)
    } else {
      theirs.input = open("/dev/null", O_RDONLY | O_CLOEXEC)
      input = Mutex(nil)
    }
    pid = try spawn(
      arguments, environment ?? ProcessInfo.processInfo.environment, in: directory, with: theirs)
    startOwnThread { [self] in reap() }
  }

  deinit {
    closeInput()
  }

  /// Runs a program to its end.
  package static func run(
    _ arguments: [String], environment: [String: String]? = nil, input: String = ""
  ) async throws -> Finished {
    let child = try ChildProcess(arguments, environment: environment, takesInput: !input.isEmpty)
    await child.write(input)
    child.closeInput()
    return await child.finished()
  }

  /// What it has written to standard output so far.
  package var output: String { outputText.text }
  /// What it has written to standard error so far.
  package var errors: String { errorText.text }

  /// The first line of its output, without the line's end; less where it ends before.
  package func firstLine() async -> String {
    await outputText.firstLine()
  }

  /// Gives it `text` to read; what it does not read is lost.
  package func write(_ text: String) async {
    await onOwnThread { [self] in
      input.withLock { input in
        guard let input else { return }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
          let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
          if count < 0, errno != EINTR { return }
          rest = rest.dropFirst(max(count, 0))
        }
      }
    }
  }

  /// Lets it read the end of its input.
  package func closeInput() {
    input.withLock { input in
      if let input { close(input) }
      input = nil
    }
  }

  /// Waits for its end.
  package func finished() async -> Finished {
    let status = await status()
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    return Finished(code: code, output: output, errors: errors)
  }

  /// Waits for its end; the exit code, or nil if a signal ended it.
  package func exitCode() async -> Int32? {
    let status = await status()
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  /// Sends it a signal, if it has not ended.
  package func send(_ signal: Int32) {
    state.withLock { if $0.status == nil { kill(pid, signal) } }
  }

  /// Ends it, also when it is stopped, and waits until it is gone.
  package func end(_ signal: Int32 = SIGTERM) async {
    send(signal)
    send(SIGCONT)
    _ = await status()
  }

  private func status() async -> Int32 {
    await withCheckedContinuation { continuation in
      let status = state.withLock { state in
        if state.status == nil { state.waiting.append(continuation) }
        return state.status
      }
      if let status { continuation.resume(returning: status) }
    }
  }

  private func reap() {
    var info = siginfo_t()
    // It stays a zombie for now, and the number its own.
    while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    outputText.finish()
    errorText.finish()
    var status: Int32 = 0
    let waiting = state.withLock { state in
      waitpid(pid, &status, 0)
      state.status = status
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: status) }
  }
}
