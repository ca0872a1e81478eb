import ArgumentParser
import Daemon
import Executor
import Foundation
import Logging
import ProjectStore
import Settings
import Wording

struct DaemonCommand: UserCommand {
  static let configuration = CommandConfiguration(
    commandName: "daemon",
    abstract: "Warn and destroy, in the foreground.",
    discussion: """
      It runs until SIGTERM or Ctrl-C, which ends no teardown; SIGHUP reads the settings again. One daemon runs per \
      user; a second one says who is there and ends well.

      EXAMPLE:
        killall-tofu daemon
      """)

  @OptionGroup var file: FileOptions

  @Flag(
    help: "Only say whether this program could serve the database; a running daemon asks its upgrade that.")
  var check = false

  func carryOut() async throws {
    // The daemon writes to pipes of its own; a reader that goes must not end it.
    signal(SIGPIPE, SIG_IGN)
    let places = try Places.ofThisUser()
    let environment = givenEnvironment()
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    let program = DaemonProgram(
      places: places, database: file.path(in: places),
      engine: try Session.engine(environment),
      supervisor: SupervisorProgram.located(environment: environment), environment: environment,
      logger: Logger(label: "killall-tofu"))
    do {
      guard !check else { return print(try await program.check()) }
      try await run(program)
    } catch let error as DaemonError {
      if case .settings = error { throw Failure(error.words, .settings) }
      throw Failure(error.words)
    }
  }

  /// Runs it, and whatever takes its place.
  private func run(_ program: DaemonProgram) async throws {
    while true {
      switch try await program.run() {
      case .stopped: return
      case .alreadyRunning(let words): return print(words)
      case .replaced(let successor):
        if let status = successor.restartStatus { throw ExitCode(status) }
        let failure = successor.takeOver()
        Logger(label: "killall-tofu").error(
          "\(ServiceText.lostSuccessor(path: successor.path, why: failure.text))")
      }
    }
  }
}
