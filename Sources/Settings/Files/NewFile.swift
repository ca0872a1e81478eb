import Glibc

/// Why a file was not written; nothing was changed.
public enum NewFileError: Error, Hashable, Sendable {
  /// There is a file already, and it is never overwritten.
  case present(path: String)
  /// The system refused; the text is its.
  case failed(path: String, text: String)
}

/// Writes a file that is not there yet: whole or not at all, missing folders 0700, whatever the umask.
///
/// The file has the permission bits `mode`. It is durable when this returns.
///
/// - Throws: `NewFileError.present` where something is at `path` already, a dangling link included.
public func writeNewFile(_ text: String, to path: String, mode: UInt32 = 0o600) throws(NewFileError) {
  try WholeFile(path).write(text, mode: mode) { draft, path throws(NewFileError) in
    // Unlike a rename, a link never takes the place of what is there.
    guard link(draft, path) == 0 else { throw errno == EEXIST ? .present(path: path) : failure(path) }
    unlink(draft)
  }
}

/// Writes a file that may be there already, mode 0600: whole or not at all, missing folders 0700, whatever the umask.
///
/// It is durable when this returns.
///
/// - Throws: `NewFileError.failed`; what was there before is there still.
public func replaceFile(_ text: String, at path: String) throws(NewFileError) {
  try WholeFile(path).write(text, mode: 0o600) { draft, path throws(NewFileError) in
    guard rename(draft, path) == 0 else { throw failure(path) }
  }
}

/// Makes what was done in this folder outlast a power cut.
///
/// - Throws: `NewFileError.failed`.
public func syncFolder(_ folder: String) throws(NewFileError) {
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw failure(folder) }
  defer { close(descriptor) }
  // Some file systems cannot, and say so.
  guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(folder) }
}

/// A file that comes to be all at once.
private struct WholeFile {
  let path: String
  let folder: String

  init(_ path: String) {
    self.path = path
    folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// Writes a draft beside it, which `place` puts in its place.
  func write(
    _ text: String, mode: UInt32, place: (_ draft: String, _ path: String) throws(NewFileError) -> Void
  ) throws(NewFileError) {
    try makeFolders(folder)
    var template = Array((folder + "/.new-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    let draft = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    do throws(NewFileError) {
      guard fchmod(descriptor, mode) == 0 else { throw failure(path) }
      try fill(descriptor, text)
      try place(draft, path)
    } catch {
      unlink(draft)
      throw error
    }
    try syncFolder(folder.isEmpty ? "/" : folder)
  }

  private func fill(_ descriptor: CInt, _ text: String) throws(NewFileError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw failure(path)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }
}

private func makeFolders(_ folder: String) throws(NewFileError) {
  guard !folder.isEmpty, access(folder, F_OK) != 0 else { return }
  try makeFolders(String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]))
  if mkdir(folder, 0o700) == 0 {
    chmod(folder, 0o700)
  } else if errno != EEXIST {
    throw failure(folder)
  }
}

private func failure(_ path: String) -> NewFileError {
  .failed(path: path, text: String(cString: strerror(errno)))
}
