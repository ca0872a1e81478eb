import ExecutionJournal
import SystemPackage

/// A shell line that is run for what it prints.
enum ShellChild {
  /// The most bytes of output that are taken.
  static let outputLimit = 16 << 20

  /// Runs `line` to its end and returns its standard output; nil if it fails, prints too much or takes longer.
  ///
  /// Its input and standard error are `/dev/null`. None of its processes is left, but for those that left its group.
  /// Blocks, at most for `limit`.
  static func output(
    of line: [UInt8], in directory: FilePath, environment: [String: String], within limit: Duration
  ) -> [UInt8]? {
    let script = "cd -- \"$0\" && eval \"$1\""
    let variables = CStrings(environment.map { Array("\($0)=\($1)".utf8) })
    let answer = BriefChild.run(
      "/bin/sh", ["/bin/sh", "-c", script].map { Array($0.utf8) } + [directory.bytes, line],
      environment: variables.pointers, within: limit, outputLimit: outputLimit)
    guard case .ended(0, let output) = answer else { return nil }
    return output
  }
}
