import Daemon
import Deadlines
import Foundation
import ProjectStore
import RemoteControl
import Wording

/// Why a command was not carried out: what the user reads, and the exit code.
struct Failure: Error, CustomStringConvertible {
  /// One line, with the value, the place and a way out.
  let description: String
  let code: Code

  /// The exit codes of the program.
  enum Code: Int32 {
    case refused = 1
    case usage = 64
    case noProject = 66
    case settings = 78
  }

  init(_ description: String, _ code: Code = .refused) {
    self.description = description
    self.code = code
  }

  init(_ refusal: Refusal, about project: Project? = nil) {
    var code = Code.refused
    if case .notFound = refusal { code = .noProject }
    self.init(refusal.words(about: project), code)
  }

  init(_ error: ChangeError, about project: Project? = nil) {
    switch error {
    case .refused(let refusal): self.init(refusal, about: project)
    case .store(let error): self.init(error)
    }
  }

  init(_ error: StoreError) {
    self.init(error.words)
  }

  init(_ error: RemoteDaemonError) {
    switch error {
    case .refused(let error):
      self.init(error.message.oneLine, error.kind == .notFound ? .noProject : .refused)
    case .gone:
      self.init("the daemon went away while it was asked; look with killall-tofu list, then try again")
    case .noAnswer(let limit):
      self.init(
        "the daemon did not answer within \(limit.words); look with killall-tofu list before trying again")
    case .noBus(let detail), .notStarted(let detail), .unreadable(let detail):
      self.init("the daemon cannot be asked: \(detail.oneLine)")
    case .stranger(let processID):
      self.init(
        "the D-Bus name of Killall-Tofu belongs to a stranger, \(SeenProcess(processID).words); "
          + "killall-tofu doctor tells what to do")
    case .notInstalled: self.init("the daemon is not installed for D-Bus")
    case .cancelled: self.init("stopped")
    }
  }
}

/// Writes a line to standard error, where talk belongs.
func tell(_ text: String) {
  // A standard error that nobody reads any more is no reason to fail.
  try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}
