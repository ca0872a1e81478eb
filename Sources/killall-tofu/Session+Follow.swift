import Deadlines
import Executor
import Foundation
import Glibc
import Wording

extension Session {
  /// Prints what a teardown writes until it is over; Ctrl-C ends only the printing.
  func follow(_ running: RunningExecution, of project: Project, on page: LogPage) async throws {
    leaveRunningOnInterrupt()
    var page = page
    for await report in running.reports() {
      switch report {
      case .output(let lines):
        for line in lines { for text in page.lines(for: line) { print(text) } }
      case .silent(let since):
        tell(
          "It has said nothing since \(since.localDateTime). To have it stopped: killall-tofu cancel "
            + project.shellName)
      case .heardAgain: break
      }
      // A pipe would get it in blocks, long after it happened.
      fflush(nil)
    }
  }

  /// The teardown has a session of its own: Ctrl-C reaches only this program, and that is worth saying.
  private func leaveRunningOnInterrupt() {
    signal(SIGINT) { _ in
      let words: StaticString = "\nThe teardown goes on. killall-tofu cancel has it stopped.\n"
      write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
      _exit(130)
    }
  }
}
