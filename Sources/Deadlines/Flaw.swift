/// What makes a row impossible to carry out; the project is held as invalid and says so.
public enum Flaw: Hashable, Sendable {
  /// The timeout is no duration.
  case timeout(String, DurationError)
  /// The path is empty, relative, or holds a NUL.
  case path(String)
  /// Its project file, as it is now, makes no sense.
  case file(String)
  /// The settings make no sense, and none are known that ever did.
  case settings(String)
  /// What is kept of its own file cannot be read.
  case config(String)
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
    if source == .file, let file, file.isBad { return .file(file.trouble ?? "") }
    if let unreadableConfig { return .config(unreadableConfig) }
    if command.allSatisfy(\.isWhitespace) || command.utf8.contains(0) { return .command }
    return nil
  }

  /// The first thing in the row, or else in the settings, that keeps it from being carried out.
  public func flaw(under policy: Policy) -> Flaw? {
    flaw ?? policy.settingsTrouble.map { .settings($0) }
  }

  /// Whether what was decided about `seen` still holds: the same thing is torn down, at the same time, in the same
  /// generation.
  ///
  /// The generation alone does not tell: a row that another program deletes and inserts again starts at 1 anew.
  public func isUnchanged(since seen: Project) -> Bool {
    id == seen.id && generation == seen.generation && createdAt == seen.createdAt && deadline == seen.deadline
      && timeout == seen.timeout && command == seen.command && path == seen.path && wishes == seen.wishes
  }

  /// How long the project may live from when it is scheduled; nil if its timeout is no duration.
  public var lifetime: Duration? {
    try? Duration(text: timeout)
  }
}
