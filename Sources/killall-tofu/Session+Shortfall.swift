import Daemon
import Deadlines
import Executor
import ProjectStore
import Settings
import Wording

extension Session {
  /// What the daemon that runs lacks for a project's teardown, as a sentence; nil if nothing is known to be missing.
  ///
  /// Without a daemon nobody knows yet what it will have.
  func shortfall(of project: Project) -> String? {
    guard let daemon = DaemonLock.holder(beside: database),
      let environment = SeenProcess(id: daemon.processID).environment
    else { return nil }
    let shortfall = Shortfall(project, daemonEnvironment: environment, policy: settings.policy.execution)
    return Briefing(lackingVariables: shortfall.variables, missingProgram: shortfall.program).shortfall
  }
}
