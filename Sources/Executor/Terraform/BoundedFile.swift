import Foundation
import Glibc
import SystemPackage

/// The content of a regular file, unless that is larger than any it could be.
enum BoundedFile {
  case absent
  /// Not permitted, no regular file, or too large.
  case unreadable
  case bytes(Data)

  /// Reads at most `limit` bytes.
  init(_ path: FilePath, limit: Int) {
    // A pipe must not be waited for.
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else {
      self = errno == ENOENT || errno == ENOTDIR ? .absent : .unreadable
      return
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit,
      let data = try? file.read(upToCount: limit + 1) ?? Data(), data.count <= limit
    else {
      self = .unreadable
      return
    }
    self = .bytes(data)
  }
}
