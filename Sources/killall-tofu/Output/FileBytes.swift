import Deadlines
import Discovery
import Glibc
import Settings

/// All of a project file, for a person to read.
enum FileBytes {
  /// Reads the file in `directory` and what it says, of the same bytes; these are nil where nobody can tell them.
  ///
  /// - Throws: `Failure` where the file changes as fast as it is read.
  static func read(in directory: String) throws -> (FoundFile, [UInt8]?) {
    for _ in 1...5 {
      let found = ProjectFileReader().read(in: directory)
      guard let digest = found.digest, let bytes = bytes(ofFileAt: found.path) else { return (found, nil) }
      if ContentDigest(path: found.path, bytes: bytes) == digest { return (found, bytes) }
    }
    throw Failure("the file changes while it is read; try again")
  }

  /// What the file holds, up to the size that such a file may have; nil where it is none, or cannot be read.
  private static func bytes(ofFileAt path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= ProjectFile.sizeLimit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes += chunk.prefix(count)
    }
    return bytes.count <= ProjectFile.sizeLimit ? bytes : nil
  }
}
