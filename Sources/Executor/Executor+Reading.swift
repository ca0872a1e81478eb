import ExecutionJournal

extension Executor {
  /// Absolute path of the log of an execution; nil if it can be none of ours.
  public func logPath(of folder: String) -> String? {
    folders.folder(folder).map { $0.path + "/log" }
  }

  /// All lines there are in the log of an execution, under way or over; none if it has none.
  public func log(of folder: String) -> ExecutionLog {
    ExecutionLog(folders.folder(folder))
  }
}

/// The lines of an execution's log, read as they are asked for.
public struct ExecutionLog: Sequence, IteratorProtocol {
  init(_ folder: ExecutionFolder?) {}

  /// The next line; nil at the end of what is there.
  public mutating func next() -> LogLine? { nil }
}
