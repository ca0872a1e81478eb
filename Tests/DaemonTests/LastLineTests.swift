import Executor
import Testing

@testable import Daemon

@Suite struct LastLineTests {
  /// What a notification quotes of a command's words says something.
  @Test(
    arguments: [
      ("gone\n\n", "", "gone"), ("", "fine\n", "fine"), (" \n---\n", "fine", "fine"), ("---", "", nil),
      ("", "", nil),
      (
        "\u{1B}[31m╷\u{1B}[0m\n\u{1B}[31m│\u{1B}[0m \u{1B}[1mError: no key\u{1B}[0m\n\u{1B}[31m╵\u{1B}[0m\u{1B}[0m\n",
        "", "Error: no key"
      ),
      ("\u{1B}[38;5;9mred\u{1B}[m", "", "red"), ("half \u{1B}[", "", "half \u{1B}["),
    ] as [(String, String, String?)])
  func isTheLastThatSaysAnything(error: String, output: String, line: String?) {
    let result = ExecutionResult(ending: .exited(1), output: output, error: error)
    #expect(result.lastLine == line)
  }
}
