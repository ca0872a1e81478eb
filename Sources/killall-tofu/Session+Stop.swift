import Daemon
import Deadlines
import Executor
import ProjectStore
import Settings
import Wording

extension Session {
  /// Passes on that a running teardown is to stop; a daemon does so as well, and it is asked once.
  ///
  /// - Returns: the lines that tell what came of it.
  func stop(_ project: Project) async throws -> [String] {
    guard let (execution, folder) = try await running(project) else {
      return ["\(project.shownName) is to stop; the daemon of its teardown sees to it."]
    }
    var outcome = try ask { () throws(ExecutorError) in try executor(of: execution).stop(folder) }
    // Its claim is on record a moment before its command runs.
    for _ in 0..<100 where outcome == .notStarted {
      try? await Task.sleep(for: .milliseconds(50))
      outcome = try ask { () throws(ExecutorError) in try executor(of: execution).stop(folder) }
    }
    switch outcome {
    case .sent, .sentBefore, .notStarted:
      return [
        "\(project.shownName) was asked to stop. Look: killall-tofu logs \(project.shellName) --follow",
        "Should it go on for long: killall-tofu cancel --kill \(project.shellName)",
      ]
    case .notRunning:
      return [
        "The teardown of \(project.shownName) is over. How it ended: killall-tofu show \(project.shellName)"
      ]
    case .notPermitted(let group): throw foreign(project, "INT", group)
    }
  }

  private func foreign(_ project: Project, _ signal: String, _ group: Int32) -> Failure {
    Failure(
      "the teardown of \(project.shownName.quoted) runs as another user; stop it with "
        + "sudo kill -\(signal) -- -\(group)")
  }

  /// Kills a teardown that was asked to stop before and goes on.
  func kill(_ text: String?) async throws {
    let project = try await find(text)
    guard project.isRunning else {
      throw Failure("no teardown of \(project.shownName.quoted) is under way, so there is none to kill")
    }
    _ = try await carryOutInFile(.kill, project, offered: project.generation)
    guard let (execution, folder) = try await running(project) else {
      throw Failure(
        "the teardown of \(project.shownName.quoted) is none that this program runs; end it by hand")
    }
    switch try ask({ () throws(ExecutorError) in try executor(of: execution).kill(folder) }) {
    case .sent, .sentBefore:
      try await recordEnd(of: execution)
      print(
        "The teardown of \(project.shownName) was killed. Look what is left: killall-tofu logs "
          + project.shellName)
    case .notStarted:
      throw Failure("the teardown of \(project.shownName.quoted) is just starting; try again in a moment")
    case .notRunning:
      print(
        "The teardown of \(project.shownName) is over. How it ended: killall-tofu show \(project.shellName)")
    case .notPermitted(let group): throw foreign(project, "KILL", group)
    }
  }

  /// Records how a teardown ended that was killed, where no daemon does; it has a moment to be gone.
  private func recordEnd(of execution: Execution) async throws {
    guard let running = execution.folder.flatMap({ executor(of: execution).follow($0) }) else { return }
    let result = await withTaskGroup(of: ExecutionResult?.self) { group in
      group.addTask { try? await running.ending() }
      group.addTask {
        try? await Task.sleep(for: .seconds(10))
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    guard let result else { return tell("It is not gone yet; a daemon records its end.") }
    let typed = typedTeardown
    _ = try await typed.conclude(execution, result)
  }

  private func running(_ project: Project) async throws -> (Execution, folder: String)? {
    guard let last = try await store.executions.last(of: project.id), let folder = last.folder else {
      return nil
    }
    return (last, folder)
  }

  private func ask(_ send: () throws(ExecutorError) -> StopOutcome) throws -> StopOutcome {
    do throws(ExecutorError) {
      return try send()
    } catch {
      throw Failure("the record of the teardown cannot be read (\(error.words)), so nothing was sent")
    }
  }
}
