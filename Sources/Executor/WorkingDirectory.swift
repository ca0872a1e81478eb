import ExecutionJournal
import Glibc
import SystemPackage

/// The directory a teardown runs in, found and looked at through one descriptor.
///
/// The supervisor opens it once more and refuses any other: what is claimed is the directory, not the path.
struct WorkingDirectory {
  /// Absolute path.
  let place: FilePath
  /// Which directory that is.
  let identity: DirectoryIdentity
  /// Which directory the project's own is, in which it was found.
  let projectIdentity: DirectoryIdentity

  /// Finds the project's directory, symbolic links followed, or the one in it that is asked for.
  ///
  /// - Throws: `ExecutorError.directory`: not there, not a directory, not permitted, not an absolute path (`EINVAL`);
  ///   `ExecutorError.outsideProject` if it lies elsewhere.
  init(of teardown: Teardown) throws(ExecutorError) {
    let project = teardown.directory
    let directory = try OpenDirectory(project)
    projectIdentity = try directory.identity()
    guard let relative = teardown.workingDirectory, !relative.isEmpty else {
      place = project
      identity = projectIdentity
      return
    }
    let wanted = FilePath(relative)
    // One that begins at the root would be taken from there.
    guard !wanted.isAbsolute else { throw .outsideProject(path: relative, project: project.string) }
    let inner = try OpenDirectory(wanted, in: directory)
    let (top, found) = (try directory.realPath(), try inner.realPath())
    guard found.starts(with: top) else { throw .outsideProject(path: relative, project: project.string) }
    place = found
    identity = try inner.identity()
  }

  /// The path as the system takes it.
  var path: [UInt8] { place.bytes }
}

/// A directory that may be entered, whatever its path names by now.
private struct OpenDirectory: ~Copyable {
  private let path: FilePath
  private let descriptor: Descriptor

  init(_ path: FilePath) throws(ExecutorError) {
    guard path.isAbsolute else { throw .directory(path: path.string, errno: EINVAL) }
    try self.init(path, path.withPlatformString { open($0, Self.flags) })
  }

  /// Opens what `relative` names from within `top`, whatever lies at the path of that by now.
  init(_ relative: FilePath, in top: borrowing OpenDirectory) throws(ExecutorError) {
    let number = relative.withPlatformString { openat(top.descriptor.number, $0, Self.flags) }
    try self.init(top.path.pushing(relative), number)
  }

  /// `O_PATH`, which Glibc hides from Swift: a directory that may be entered need not be readable.
  private static let flags: Int32 = 0o10_000_000 | O_DIRECTORY | O_CLOEXEC

  private init(_ path: FilePath, _ number: Int32) throws(ExecutorError) {
    guard number >= 0 else { throw .directory(path: path.string, errno: errno) }
    let descriptor = Descriptor(adopting: number)
    guard access("/proc/self/fd/\(number)", X_OK) == 0 else {
      throw .directory(path: path.string, errno: errno)
    }
    self.path = path
    self.descriptor = descriptor
  }

  func identity() throws(ExecutorError) -> DirectoryIdentity {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw .directory(path: path.string, errno: errno) }
    return DirectoryIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Where it lies now, without symbolic links.
  func realPath() throws(ExecutorError) -> FilePath {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    // One byte less, so that a NUL always ends it.
    guard readlink("/proc/self/fd/\(descriptor.number)", &buffer, buffer.count - 1) > 0 else {
      throw .directory(path: path.string, errno: errno)
    }
    return FilePath(platformString: buffer)
  }
}
