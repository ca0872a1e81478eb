/// What makes a row impossible to carry out; the project is held as invalid and says so.
public enum Flaw: Hashable, Sendable {
  /// The timeout is no duration.
  case timeout(String, DurationError)
  /// The path is empty, relative, or holds a NUL.
  case path(String)
  /// The command is empty or holds a NUL.
  case command
}

extension Project {
  /// The first thing in the row that cannot be carried out; nil if it makes sense.
  public var flaw: Flaw? {
    do {
      _ = try Duration(text: timeout)
    } catch {
      return .timeout(timeout, error)
    }
    if !path.utf8.starts(with: "/".utf8) || path.utf8.contains(0) { return .path(path) }
    if command.allSatisfy(\.isWhitespace) || command.utf8.contains(0) { return .command }
    return nil
  }

  /// How long the project may live from when it is scheduled; nil if its timeout is no duration.
  public var lifetime: Duration? {
    try? Duration(text: timeout)
  }
}
