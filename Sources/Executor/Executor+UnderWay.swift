import ExecutionJournal

/// An execution whose supervisor lives, and the directory it works in.
public struct ExecutionUnderWay: Hashable, Sendable {
  /// Name of its folder among the execution folders.
  public var folder: String
  /// Device of its directory.
  public var directoryDevice: UInt64
  /// Inode of its directory.
  public var directoryInode: UInt64
}

extension Executor {
  /// Lists the executions that somebody supervises, read from their folders alone; unreadable ones are left out.
  public func underWay() -> [ExecutionUnderWay] {
    folders.all.compactMap { folder in
      guard (try? folder.state()) == .alive, let directory = try? folder.readIntent().directoryIdentity else {
        return nil
      }
      return ExecutionUnderWay(
        folder: folder.name, directoryDevice: directory.device, directoryInode: directory.inode)
    }
  }

  /// Whether a process of the command in this folder lives, supervised or not; false where that cannot be told.
  public func lives(_ folder: String) -> Bool {
    guard let location = folders.folder(folder) else { return false }
    return (try? location.hasLivingProcesses()) ?? false
  }
}
