import Glibc

/// Why a file was not written; nothing was changed.
public enum NewFileError: Error, Hashable, Sendable {
  /// There is a file already, and it is never overwritten.
  case present(path: String)
  /// The system refused; the text is its.
  case failed(path: String, text: String)
}

/// Writes a file that is not there yet: whole or not at all, mode 0600, missing folders 0700, whatever the umask.
///
/// - Throws: `NewFileError.present` where something is at `path` already, a dangling link included.
public func writeNewFile(_ text: String, to path: String) throws(NewFileError) {
  let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  try makeFolders(folder)
  var template = Array((folder + "/.new-XXXXXX").utf8CString)
  let descriptor = mkstemp(&template)
  guard descriptor >= 0 else { throw failure(path) }
  defer {
    close(descriptor)
    unlink(template)
  }
  guard fchmod(descriptor, 0o600) == 0 else { throw failure(path) }
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else {
      if errno == EINTR { continue }
      throw failure(path)
    }
    rest = rest.dropFirst(count)
  }
  guard fsync(descriptor) == 0 else { throw failure(path) }
  // Unlike a rename, a link never takes the place of what is there.
  guard link(template, path) == 0 else {
    throw errno == EEXIST ? .present(path: path) : failure(path)
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
