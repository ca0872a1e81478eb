import ExecutionJournal

/// An execution that goes on, and the directory it works in.
public struct ExecutionUnderWay: Hashable, Sendable {
  /// Name of its folder among the execution folders.
  public var folder: String
  /// Device of its directory.
  public var directoryDevice: UInt64
  /// Inode of its directory.
  public var directoryInode: UInt64
  /// Whether its supervisor has gone without a verdict while processes of it live: nobody will record an end.
  public var isOrphan = false
}

/// Whether anything of an execution's command lives.
public enum Liveness: Hashable, Sendable {
  /// A process of its group does, supervised or not.
  case lives
  /// None does, or none was ever started.
  case gone
  /// Nobody can tell: its folder, or a record in it, is missing or damaged.
  case unknown
}

extension Executor {
  /// Lists the executions that somebody supervises, and orphans, read from their folders alone; unreadable ones are left
  /// out.
  public func underWay() -> [ExecutionUnderWay] {
    folders.all.compactMap { folder in
      // The cheap questions first: of thousands of folders nearly all are over.
      guard let isSupervised = try? folder.isLocked() else { return nil }
      guard isSupervised || !folder.hasVerdict && (try? folder.hasLivingProcesses()) == true,
        let directory = try? folder.readIntent().directoryIdentity
      else { return nil }
      return ExecutionUnderWay(
        folder: folder.name, directoryDevice: directory.device, directoryInode: directory.inode,
        isOrphan: !isSupervised)
    }
  }

  /// Whether a process of the command in this folder lives, supervised or not.
  public func lives(_ folder: String) -> Liveness {
    guard let location = folders.folder(folder) else { return .unknown }
    // A folder without its intent is none of ours any more, and that it has no start proves nothing.
    guard (try? location.readIntent()) != nil, let lives = try? location.hasLivingProcesses() else {
      return .unknown
    }
    return lives ? .lives : .gone
  }
}
