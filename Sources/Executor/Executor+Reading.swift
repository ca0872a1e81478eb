import ExecutionJournal

extension Executor {
  /// Absolute path of the log of an execution; nil if it can be none of ours.
  public func logPath(of folder: String) -> String? {
    folders.folder(folder).map { $0.path + "/log" }
  }
}
