import ExecutionJournal
import SystemPackage

extension Executor {
  /// Absolute path of the log of an execution; nil if it can be none of ours.
  public func logPath(of folder: String) -> String? {
    folders.folder(folder).map { $0.path + "/log" }
  }

  /// The same executor on the executions among which the one called `folder` was kept, which the path of its log tells;
  /// this one if that path is missing, relative or of another execution.
  public func located(at logPath: String?, folder: String) -> Executor {
    guard let place = logPath.map({ FilePath($0).removingLastComponent() }), place.isAbsolute,
      place.lastComponent?.string == folder
    else { return self }
    return Executor(
      folders: ExecutionFolders(root: place.removingLastComponent()), supervisor: supervisor,
      session: session, logger: logger, place: self.place)
  }
}
