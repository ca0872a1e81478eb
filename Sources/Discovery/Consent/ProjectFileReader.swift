import Glibc
import Settings

/// Reads project files so that nobody but their user decides what is read.
///
/// Everything is learned from descriptors, and the bytes that are judged are the bytes that are parsed: it does not matter
/// what happens to the names meanwhile.
public struct ProjectFileReader: Sendable {
  /// Makes a reader, which keeps nothing.
  public init() {}

  /// Looks for a project file in the directory at the absolute path `directory`, in which nothing is followed or waited for.
  ///
  /// `identity` is what was known of the directory as ``FoundFile/directoryIdentity``: a file counts as gone only where the
  /// device still is the same, since a file system that is not mounted shows an empty directory as well.
  public func read(in directory: String, knownAs identity: String? = nil) -> FoundFile {
    let directory = directory.withoutLastSlash
    guard directory.utf8.first == UInt8(ascii: "/"), !directory.utf8.contains(0) else {
      return FoundFile(directory: directory, content: .unseen("the path is not absolute"))
    }
    let known = identity.flatMap(DirectoryIdentity.init(text:))
    let opened: OpenedDirectory
    do {
      opened = try OpenedDirectory(directory)
    } catch {
      return FoundFile(directory: directory, content: absence(of: directory, error, known))
    }
    defer { close(opened.descriptor) }
    var found = FoundFile(
      directory: directory, content: .gone, directoryIdentity: opened.identity.text,
      device: opened.identity.device, inode: opened.identity.inode)
    found.content = content(of: found.path, in: opened, known)
    return found
  }

  private func content(
    of path: String, in directory: OpenedDirectory, _ known: DirectoryIdentity?
  ) -> FoundFile.Content {
    let file: OpenedFile
    do {
      file = try OpenedFile(in: directory, at: path)
    } catch {
      return content(of: path, in: directory, known, error)
    }
    defer { close(file.descriptor) }
    let bytes: [UInt8]
    do {
      bytes = try file.bytes(limit: ProjectFile.sizeLimit + 1)
    } catch {
      return .unseen(error.text)
    }
    let digest = ContentDigest(path: path, bytes: bytes)
    if let danger = directory.danger ?? file.danger { return .unsafe(danger, digest) }
    do {
      return .sound(try ProjectFile(bytes: bytes, at: path), digest)
    } catch {
      return .bad(error, digest)
    }
  }

  /// What it means that the file could not be opened.
  private func content(
    of path: String, in directory: OpenedDirectory, _ known: DirectoryIdentity?, _ error: OpeningError
  ) -> FoundFile.Content {
    switch error {
    case .absent where known.map { $0.device != directory.identity.device } ?? false:
      .unseen("another file system is mounted there than before")
    // A place where something is mounted at times shows another directory at others.
    case .absent where known.map { $0.inode != directory.identity.inode } ?? false:
      .unseen("another directory lies there than before")
    case .absent: .gone
    case .dangerous(let danger): .unsafe(directory.danger ?? danger, nil)
    case .failed(let text): .unseen(text)
    }
  }

  /// What it means that the directory could not be opened.
  private func absence(
    of directory: String, _ error: OpeningError, _ known: DirectoryIdentity?
  ) -> FoundFile.Content {
    switch error {
    case .dangerous(let danger): return .unsafe(danger, nil)
    case .failed(let text): return .unseen(text)
    case .absent:
      guard let known else { return .unseen("there is no such directory") }
      guard let device = deviceOfNearestAncestor(of: directory) else {
        return .unseen("the directories above it cannot be looked at")
      }
      return device == known.device ? .gone : .unseen("the file system it lay on is not mounted")
    }
  }
}

extension String {
  fileprivate var withoutLastSlash: String {
    var path = self
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    return path
  }
}
