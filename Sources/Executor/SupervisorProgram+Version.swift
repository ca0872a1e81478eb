import ExecutionJournal
import SystemPackage

extension SupervisorProgram {
  /// What ``version(within:)`` of the program that belongs to this one is.
  public static let expectedVersion = programVersion

  /// What the program says its version is; blocks for at most `limit`.
  ///
  /// Nil if it says nothing that is one: earlier versions do not know the question.
  ///
  /// - Throws: `ExecutorError.supervisorMissing` if it is not there, no file, or may not be run.
  public func version(within limit: Duration) throws(ExecutorError) -> String? {
    try check()
    let line = Array("exec \"$SUPERVISOR\" --version".utf8)
    let output = ShellChild.output(
      of: line, in: "/", environment: ["SUPERVISOR": path.string], within: limit)
    guard let output, output.count < 100 else { return nil }
    let text = String(decoding: output, as: UTF8.self)
    return text.last == "\n" ? String(text.dropLast()) : nil
  }
}
