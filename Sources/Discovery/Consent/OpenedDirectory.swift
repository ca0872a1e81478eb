import Glibc
import Settings

/// Why something could not be opened.
enum OpeningError: Error {
  /// It is certain that nothing is there.
  case absent
  /// What is there is not to be opened.
  case dangerous(FileDanger)
  /// The system refused; the text is its.
  case failed(String)
}

/// A directory that is held by its descriptor, which whoever has this closes.
struct OpenedDirectory {
  let descriptor: CInt
  let identity: DirectoryIdentity
  /// Why nothing in it can be trusted; nil if it is its user's alone.
  let danger: FileDanger?

  /// Opens the directory at this absolute path, on the way to which there is no symbolic link.
  init(_ path: String) throws(OpeningError) {
    // O_PATH: to look at a directory by name takes no right to list it.
    let descriptor = open(path, openPath | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      if let link = firstLink(on: path) { throw .dangerous(.link(path: link)) }
      throw [ENOENT, ENOTDIR].contains(code) ? .absent : .failed(String(cString: strerror(code)))
    }
    do {
      try self.init(descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
  }

  private init(_ descriptor: CInt, _ path: String) throws(OpeningError) {
    guard let real = pathOf(descriptor) else { throw .failed("its path cannot be read back") }
    // By bytes: two spellings of one letter are equal as texts.
    guard real.elementsEqual(path.utf8) else {
      if let link = firstLink(on: path) { throw .dangerous(.link(path: link)) }
      throw .failed("it is another path, or was moved at this moment")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .failed(String(cString: strerror(errno))) }
    self.descriptor = descriptor
    identity = DirectoryIdentity(of: descriptor, status)
    if status.st_uid != geteuid() {
      danger = .directoryOwner(status.st_uid)
    } else {
      danger = status.st_mode & 0o022 == 0 ? nil : .writable(path: path, mode: status.st_mode & 0o7777)
    }
  }
}

/// `O_PATH` of Linux, which Glibc's module leaves out.
private let openPath: CInt = 0o10_000_000

/// Where the kernel says that a descriptor leads.
private func pathOf(_ descriptor: CInt) -> [UInt8]? {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
  let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
  return count > 0 && count <= Int(PATH_MAX) ? buffer.prefix(count).map(UInt8.init(bitPattern:)) : nil
}

/// The first symbolic link on the way to `path`, itself included; nil if there is none.
private func firstLink(on path: String) -> String? {
  for prefix in path.prefixes {
    var status = stat()
    guard lstat(prefix, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFLNK { return prefix }
  }
  return nil
}

/// The device of the nearest directory above `path` that is there; nil if that cannot be told.
func deviceOfNearestAncestor(of path: String) -> UInt64? {
  for prefix in (["/"] + path.prefixes).reversed() {
    var status = stat()
    if lstat(prefix, &status) == 0 { return UInt64(status.st_dev) }
    guard [ENOENT, ENOTDIR].contains(errno) else { return nil }
  }
  return nil
}

extension String {
  /// The paths on the way to it, shortest first, without the root and with itself.
  fileprivate var prefixes: [String] {
    var prefix = ""
    return split(separator: "/").map { step in
      prefix += "/" + step
      return prefix
    }
  }
}
