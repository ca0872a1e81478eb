import Deadlines
import ExecutionJournal
import SystemPackage

extension ExecutionResult {
  /// Reads the result of an execution whose lock is free.
  ///
  /// A folder that cannot be read proves nothing, so it counts as interrupted, and the error says why.
  init(of folder: ExecutionFolder) {
    do throws(JournalError) {
      try self.init(reading: folder)
    } catch {
      self.init(ending: .interrupted, error: "\(ExecutorError(error))")
    }
  }

  private init(reading folder: ExecutionFolder) throws(JournalError) {
    let state = try folder.state()
    self.init(
      ending: .interrupted, output: OutputExcerpt.read(folder.path(of: .output)).text,
      error: OutputExcerpt.read(folder.path(of: .error)).text)
    switch state {
    case .alive, .interrupted:
      break
    case .neverStarted:
      ending = .neverStarted
    case .ended(let ended):
      endedAt = Timestamp(ended.at)
      switch ended.outcome {
      case .exited(let code): ending = .exited(code)
      case .signalled(let signal): ending = .signalled(signal)
      case .couldNotStart(let step, let errno):
        let directory = (try? folder.readIntent()).map { String(decoding: $0.directory, as: UTF8.self) }
        let reason = ExecutorError(step, errno: errno, directory: directory ?? "")
        ending = .couldNotStart(reason)
        error = reason.description
        return
      }
    }
    startedAt = (try? folder.readStarted()).flatMap { $0 }.map { Timestamp($0.at) }
  }
}
