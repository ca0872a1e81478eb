import Daemon
import Deadlines
import Executor
import ProjectStore
import Settings
import Wording

extension Session {
  /// Passes on that a running teardown is to stop; a daemon does so as well, and it is asked once.
  func stop(_ project: Project) async throws {
    guard let (execution, folder) = try await running(project) else {
      return print("\(project.shownName) is to stop; the daemon of its teardown sees to it.")
    }
    switch try outcome({ () throws(ExecutorError) in try executor(of: execution).stop(folder) }) {
    case .sent, .sentBefore, .notStarted:
      print("\(project.shownName) was asked to stop. Look: killall-tofu logs \(project.shellName) --follow")
      print("Should it go on for long: killall-tofu cancel --kill \(project.shellName)")
    case .notRunning:
      print(
        "The teardown of \(project.shownName) is over. How it ended: killall-tofu show \(project.shellName)")
    }
  }

  /// Kills a teardown that was asked to stop before and goes on.
  func kill(_ text: String?) async throws {
    let project = try await find(text)
    do {
      _ = try await store.projects.carryOut(
        .kill, on: project.id, offered: project.generation, at: clock.now(), policy: settings.policy)
    } catch {
      throw Failure(error, about: project)
    }
    guard let (execution, folder) = try await running(project) else {
      throw Failure(
        "the teardown of \(project.shownName.quoted) is none that this program runs; end it by hand")
    }
    switch try outcome({ () throws(ExecutorError) in try executor(of: execution).kill(folder) }) {
    case .sent, .sentBefore:
      print(
        "The teardown of \(project.shownName) was killed. Look what is left: killall-tofu logs "
          + project.shellName)
    case .notStarted:
      throw Failure("the teardown of \(project.shownName.quoted) is just starting; try again in a moment")
    case .notRunning:
      print(
        "The teardown of \(project.shownName) is over. How it ended: killall-tofu show \(project.shellName)")
    }
  }

  private func running(_ project: Project) async throws -> (Execution, folder: String)? {
    guard let last = try await store.executions.last(of: project.id), let folder = last.folder else {
      return nil
    }
    return (last, folder)
  }

  private func outcome(_ ask: () throws(ExecutorError) -> StopOutcome) throws -> StopOutcome {
    do throws(ExecutorError) {
      return try ask()
    } catch {
      throw Failure("the record of the teardown cannot be read (\(error.words)), so nothing was sent")
    }
  }
}
