import ExecutionJournal

extension Executor {
  /// Why a teardown could not be started now; nil if nothing is in its way.
  ///
  /// Nothing is written or run.
  public func obstacle(to teardown: Teardown) async -> ExecutorError? {
    await onOwnThread { [self] in
      do throws(ExecutorError) {
        try teardown.checkLines()
        try supervisor.check()
        _ = try WorkingDirectory(of: teardown)
        return nil
      } catch {
        return error
      }
    }
  }

  /// Name of the folder of an execution that works in the same directory as `teardown`; nil if none does.
  public func underWay(beside teardown: Teardown) async -> String? {
    await onOwnThread { [self] in
      guard let identity = try? WorkingDirectory(of: teardown).identity else { return nil }
      return underWay().first { other in
        other.directoryDevice == identity.device && other.directoryInode == identity.inode
      }?.folder
    }
  }

  /// Names of the variables that a teardown's command gets from this session, its project and the settings, sorted.
  public func variableNames(of teardown: Teardown) -> [String] {
    let environment = CommandEnvironment(session: session, for: teardown)
    return environment.variables.keys.sorted()
  }
}
