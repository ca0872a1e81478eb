import ExecutionJournal
import Glibc

/// What became of an execution folder that was to go.
public enum FolderRemoval: Hashable, Sendable {
  /// It is gone.
  case removed
  /// It was not there.
  case absent
  /// It stays: its supervisor, or a process of its command, lives.
  case inUse
  /// It stays: the name can be none of ours, or what has it is no folder.
  case notOurs
  /// It stays, perhaps without some of its files; the text is the system's.
  case failed(String)
}

extension ExecutionFolders {
  /// Removes the folder called `name` with the logs in it, unless what it records is still going on.
  ///
  /// Names come from a file that other programs write: nothing but a folder that lies right here is touched, and no
  /// link is followed.
  public func remove(_ name: String) -> FolderRemoval {
    guard let folder = folder(name) else { return .notOurs }
    let number = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else {
      return errno == ENOENT ? .absent : [ELOOP, ENOTDIR].contains(errno) ? .notOurs : .failed(lastError())
    }
    let descriptor = Descriptor(adopting: number)
    guard let lock = FreeLock(in: descriptor.number) else { return .inUse }
    defer { lock.free() }
    // A command may outlive its supervisor, and its folder is what keeps others out of its directory.
    guard let lives = try? folder.hasLivingProcesses() else { return .failed("its record is damaged") }
    if lives { return .inUse }
    for file in folderEntries(of: descriptor.number) where file != "lock" {
      guard unlinkat(descriptor.number, file, 0) == 0 || errno == ENOENT else { return .failed(lastError()) }
    }
    _ = unlinkat(descriptor.number, "lock", 0)
    return rmdir(folder.path) == 0 ? .removed : .failed(lastError())
  }

  private func lastError() -> String { String(cString: strerror(errno)) }
}

/// The lock of an execution folder whose execution is over; a folder that lost it to an earlier removal has none.
private struct FreeLock {
  private let number: Int32

  /// Nil if somebody holds it, or nobody can tell.
  init?(in folder: Int32) {
    number = openat(folder, "lock", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if number < 0 {
      guard errno == ENOENT else { return nil }
      return
    }
    // A shared lock will do, and those who wait for the end hold one too: nothing ever begins in an old folder.
    guard flock(number, LOCK_SH | LOCK_NB) == 0 else {
      close(number)
      return nil
    }
  }

  func free() {
    if number >= 0 { close(number) }
  }
}
