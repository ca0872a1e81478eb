import ExecutionJournal

extension Executor {
  /// All lines there are in the log of an execution, under way or over; none if it has none.
  public func log(of folder: String) -> ExecutionLog {
    ExecutionLog(folders.folder(folder))
  }
}

/// The lines of an execution's log, read from its files as they are asked for.
public struct ExecutionLog: Sequence {
  private let folder: ExecutionFolder?

  init(_ folder: ExecutionFolder?) {
    self.folder = folder
  }

  /// Begins with the first line.
  public func makeIterator() -> Iterator { Iterator(folder) }

  /// A place in the log.
  public final class Iterator: IteratorProtocol {
    private var cursor: LogCursor?
    private var lines: [LogLine] = []
    private var position = 0

    init(_ folder: ExecutionFolder?) {
      cursor = folder.map { LogCursor(at: $0) }
    }

    /// The next line; nil at the end of what is there.
    public func next() -> LogLine? {
      if position == lines.count {
        lines = cursor?.next() ?? []
        position = 0
      }
      guard position < lines.count else { return nil }
      defer { position += 1 }
      return lines[position]
    }
  }
}
