import Glibc

/// The lock on an execution folder: while any process holds it, the execution is under way.
///
/// It is a `flock` on the folder's file `lock`, so it belongs to the open file, not to a process: a child that inherits
/// the descriptor keeps it, whatever becomes of its parent, and the kernel frees it with the last holder's death.
public struct FolderLock: ~Copyable, Sendable {
  private let file: Descriptor

  /// Number of the locked descriptor, for handing it to a child; valid as long as this value lives.
  public var descriptor: Int32 { file.number }

  /// Makes the file `lock` in the folder at `path` and locks it.
  init(creatingIn path: String) throws(JournalError) {
    let lockPath = path + "/lock"
    let file = try Descriptor.create(lockPath, O_RDWR)
    guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else { throw .last("flock", lockPath) }
    self.file = file
  }

  /// Takes over the locked descriptor that this process inherited, and keeps it from its own children.
  ///
  /// The descriptor is closed if this throws.
  ///
  /// - Throws: `JournalError.system` with `EBADF` if it is not this folder's lock, `EWOULDBLOCK` if another holds that.
  public init(inherited number: Int32, of folder: ExecutionFolder) throws(JournalError) {
    let file = Descriptor(adopting: number)
    var inherited = stat()
    var named = stat()
    guard fstat(number, &inherited) == 0 else { throw .last("fstat", folder.lockPath) }
    guard lstat(folder.lockPath, &named) == 0 else { throw .last("lstat", folder.lockPath) }
    guard inherited.st_dev == named.st_dev, inherited.st_ino == named.st_ino else {
      throw .system(call: "flock", path: folder.lockPath, errno: EBADF)
    }
    guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else { throw .last("fcntl", folder.lockPath) }
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else { throw .last("flock", folder.lockPath) }
    self.file = file
  }
}

extension ExecutionFolder {
  /// Blocks until nobody holds the lock; for a thread of its own.
  ///
  /// - Throws: `JournalError` if there is no such folder, or no lock file in it.
  public func waitUntilUnlocked() throws(JournalError) {
    let file = try Descriptor.openFile(lockPath, O_RDONLY)
    // A shared lock, so that several may wait and look; it goes with the descriptor.
    while flock(file.number, LOCK_SH) != 0 {
      guard errno == EINTR else { throw .last("flock", lockPath) }
    }
  }

  /// Whether somebody holds the lock.
  ///
  /// - Throws: `JournalError` if there is no such folder, or no lock file in it.
  public func isLocked() throws(JournalError) -> Bool {
    let file = try Descriptor.openFile(lockPath, O_RDONLY)
    while flock(file.number, LOCK_SH | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return true }
      guard errno == EINTR else { throw .last("flock", lockPath) }
    }
    return false
  }
}
