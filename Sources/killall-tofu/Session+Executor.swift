import Daemon
import Deadlines
import Executor
import Foundation
import Logging
import ProjectStore
import Settings
import SystemPackage

// What runs teardowns, and what is left of those that ran.

extension Places {
  /// What starts teardowns from here, with the environment of this very session.
  var executor: Executor {
    let environment = ProcessInfo.processInfo.environment
    let logger = Logger(label: "killall-tofu") { _ in SwiftLogNoOpLogHandler() }
    return Executor(
      folders: ExecutionFolders(root: FilePath(executions)),
      supervisor: SupervisorProgram.located(environment: environment), session: environment, logger: logger,
      place: .userScope(logger: logger))
  }
}

extension Session {
  /// What starts teardowns from here, with the environment of this very session.
  var executor: Executor { places.executor }

  /// What reads an execution's record, wherever the daemon that started it kept it.
  func executor(of execution: Execution) -> Executor {
    execution.home(executor)
  }

  /// Whether an execution is supervised right now, whatever its row says.
  func isAlive(_ execution: Execution) -> Bool {
    guard let folder = execution.folder else { return false }
    return executor(of: execution).underWay().contains { $0.folder == folder && !$0.isOrphan }
  }

  /// How far a teardown that runs has come, by its log; nil where that does not tell.
  func progress(of execution: Execution) -> TerraformProgress? {
    guard let folder = execution.folder else { return nil }
    var progress = TerraformProgress()
    progress.read(executor(of: execution).log(of: folder))
    return progress == TerraformProgress() ? nil : progress
  }

  /// How far each of `projects` that is being torn down has come.
  func progress(of projects: [Project]) async throws -> [Project.ID: TerraformProgress] {
    var progress: [Project.ID: TerraformProgress] = [:]
    for project in projects where project.isRunning {
      guard let execution = try await store.executions.last(of: project.id) else { continue }
      progress[project.id] = self.progress(of: execution)
    }
    return progress
  }
}
