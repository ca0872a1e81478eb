import ExecutionJournal
import Glibc
import SystemPackage

/// Finds out which directory lies at an absolute path, symbolic links followed, and that it may be entered.
///
/// The supervisor opens it once more and refuses any other: what is claimed is the directory, not the path.
///
/// - Throws: `ExecutorError.directory`: not there, not a directory, not permitted, not an absolute path (`EINVAL`).
func identifyDirectory(at path: FilePath) throws(ExecutorError) -> DirectoryIdentity {
  guard path.isAbsolute else { throw .directory(path: path.string, errno: EINVAL) }
  var status = stat()
  guard path.withPlatformString({ stat($0, &status) }) == 0 else {
    throw .directory(path: path.string, errno: errno)
  }
  guard status.st_mode & S_IFMT == S_IFDIR else { throw .directory(path: path.string, errno: ENOTDIR) }
  guard path.withPlatformString({ access($0, X_OK) }) == 0 else {
    throw .directory(path: path.string, errno: errno)
  }
  return DirectoryIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
}
