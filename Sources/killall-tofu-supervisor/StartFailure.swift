import ExecutionJournal
import Glibc

/// The step at which starting the command failed, with the error number where there was one.
struct StartFailure: Error {
  var step: StartStep
  var errno: Int32

  init(_ step: StartStep, errno: Int32 = Glibc.errno) {
    self.step = step
    self.errno = errno
  }

  init(_ step: StartStep, _ error: JournalError) {
    self.step = step
    switch error {
    case .system(_, _, let errno): self.errno = errno
    case .damaged: self.errno = EBADMSG
    }
  }
}

/// How the launching process tells its failure through a pipe: the step's place among all of them, then the number.
extension StartFailure {
  func send(to descriptor: Int32) {
    let place = StartStep.allCases.firstIndex(of: step) ?? 0
    let message = [Int32(place), errno]
    _ = message.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Waits for a message; nil if the pipe closes without one.
  static func receive(from descriptor: Int32) -> StartFailure? {
    var message: [Int32] = [0, 0]
    // So short a message comes in one piece, pipe(7).
    let count = message.withUnsafeMutableBytes { buffer in
      retryingInterrupted { read(descriptor, buffer.baseAddress, buffer.count) }
    }
    guard count == MemoryLayout<Int32>.size * message.count else { return nil }
    let steps = StartStep.allCases
    guard steps.indices.contains(Int(message[0])) else { return nil }
    return StartFailure(steps[Int(message[0])], errno: message[1])
  }
}

/// The result of `call`, made again as long as a signal interrupts it.
func retryingInterrupted(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
