import Glibc
import Settings

/// A project file that is held by its descriptor, which whoever has this closes.
struct OpenedFile {
  let descriptor: CInt
  /// Why what it says cannot be trusted; nil if it is its user's alone.
  let danger: FileDanger?

  /// Opens the project file in this directory; `path` is what dangers call it.
  init(in directory: OpenedDirectory, at path: String) throws(OpeningError) {
    var status = stat()
    // To open a device can set it going.
    guard fstatat(directory.descriptor, ProjectFile.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw openingError(errno, path)
    }
    if status.st_mode & S_IFMT == S_IFLNK { throw .dangerous(.link(path: path)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .dangerous(.notRegular(path: path)) }
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let descriptor = openat(directory.descriptor, ProjectFile.name, flags)
    guard descriptor >= 0 else { throw openingError(errno, path) }
    // It may be another by now.
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .dangerous(.notRegular(path: path))
    }
    self.descriptor = descriptor
    if status.st_uid != geteuid() {
      danger = .owner(status.st_uid)
    } else {
      danger = status.st_mode & 0o022 == 0 ? nil : .writable(path: path, mode: status.st_mode & 0o7777)
    }
  }

  /// Its first bytes, no more than `limit`.
  func bytes(limit: Int) throws(ReadingError) -> [UInt8] {
    try readBytes(from: descriptor, limit: limit)
  }
}

private func openingError(_ code: CInt, _ path: String) -> OpeningError {
  switch code {
  case ENOENT: .absent
  case ELOOP: .dangerous(.link(path: path))
  case ENXIO: .dangerous(.notRegular(path: path))
  default: .failed(String(cString: strerror(code)))
  }
}
