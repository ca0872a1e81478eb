import ArgumentParser
import Daemon
import Deadlines
import Foundation
import ProjectStore
import RemoteControl
import Settings
import Wording

/// A command whose body may throw a ``Failure``; it becomes a line on standard error and an exit code.
protocol UserCommand: AsyncParsableCommand {
  /// Does what the command is for.
  func carryOut() async throws
}

extension UserCommand {
  func run() async throws {
    signal(SIGPIPE, SIG_DFL)
    do {
      // Before anything else: also where there is no file yet, a name that is no engine's is a slip to be told.
      _ = try Session.engine(ProcessInfo.processInfo.environment)
      try await carryOut()
      try finishOutput()
    } catch let failure as Failure {
      tell("killall-tofu: \(failure)")
      throw ExitCode(failure.code.rawValue)
    } catch let error as StoreError {
      tell("killall-tofu: \(Failure(error))")
      throw ExitCode(Failure.Code.refused.rawValue)
    }
  }
}

extension Session {
  /// Does what a user asks for: through the daemon that serves the file, else on the file by the same rules.
  ///
  /// A daemon that does not answer keeps nobody from putting a teardown off: it follows what is written to the file.
  func carryOut(_ action: UserAction, on text: String?) async throws -> Project {
    // Without a generation: whoever types a command means the project as it is.
    let (changed, remark) = try await carryOut(action, on: try await find(text), offered: nil)
    // Only now: a user who reads it believes that it is done.
    if let remark { tell(remark) }
    return changed
  }

  /// Does what a user asks for, as it was offered.
  ///
  /// - Parameter offered: the generation it was offered for; nil for whatever is current.
  /// - Returns: the project as it is then, and what there is to say where it was done in the file although a daemon seemed
  ///   to be there.
  func carryOut(
    _ action: UserAction, on project: Project, offered: Generation?
  ) async throws -> (Project, remark: String?) {
    do {
      if let daemon = try await daemon() {
        try await ask(daemon, action, project, offered)
        return (await store.projects.toldApart(try await store.projects.find(project.id) ?? project), nil)
      }
    } catch let error as RemoteDaemonError {
      guard error.leavesItToTheFile else { throw Failure(error) }
      let changed = try await carryOutInFile(action, project, offered: offered ?? project.generation)
      return (changed, error.remark)
    }
    return (try await carryOutInFile(action, project, offered: offered), nil)
  }

  private func ask(
    _ daemon: RemoteDaemon, _ action: UserAction, _ project: Project, _ offered: Generation?
  ) async throws {
    switch action {
    case .extend(let duration): _ = try await daemon.extend(project.id, at: offered, by: duration)
    case .cancel: try await daemon.cancel(project.id, at: offered)
    case .resume: _ = try await daemon.resume(project.id, at: offered)
    // No bus carries these.
    case .retry, .kill, .destroy: _ = try await carryOutInFile(action, project, offered: offered)
    }
  }

  /// What a user reads of an action that was carried out.
  func words(of action: UserAction, _ project: Project) -> String {
    if action == .cancel {
      return "\(project.shownName) is kept. Schedule it again with: killall-tofu resume \(project.shellName)"
    }
    return "\(project.shownName) is \(whenDestroyed(project))."
  }

  /// With a generation, nothing is done twice should the daemon have done it after all.
  func carryOutInFile(_ action: UserAction, _ project: Project, offered: Generation?) async throws -> Project
  {
    do {
      return await store.projects.toldApart(
        try await store.projects.carryOut(
          action, on: project.id, offered: offered, at: clock.now(), policy: settings.policy))
    } catch {
      throw Failure(error, about: project)
    }
  }

  /// When the project is destroyed, as the end of a sentence.
  func whenDestroyed(_ project: Project) -> String {
    project.whenDestroyed(at: clock.now(), policy: settings.policy, home: places.home)
  }
}

extension RemoteDaemonError {
  /// Whether the daemon has not done it and the file may be asked instead: it did not answer, or has yet to see a project
  /// that the file holds.
  fileprivate var leavesItToTheFile: Bool {
    switch self {
    case .noAnswer, .gone, .stranger: true
    case .refused(let error): error.kind == .notFound
    case .noBus, .notInstalled, .notStarted, .unreadable, .cancelled: false
    }
  }

  /// What is said where it was done in the file instead; nil where a daemon is well and has yet to see the project.
  fileprivate var remark: String? {
    switch self {
    case .noAnswer, .gone:
      "The daemon does not answer, so this was done in the file; it follows as soon as it can."
    case .stranger(let processID): NameText.doneInFile(strangerIs: SeenProcess(processID).words)
    case .refused, .noBus, .notInstalled, .notStarted, .unreadable, .cancelled: nil
    }
  }
}
