import CDirectory
import Glibc

/// An open directory, which closes when this value is destroyed.
struct OpenDirectory: ~Copyable {
  /// The number of its descriptor.
  let descriptor: Int32
  /// Which directory it is.
  let identity: DirectoryNumber

  /// Opens a directory by its path; a symbolic link as its last part only where those are followed.
  ///
  /// - Throws: `SystemFailure`: `ENOTDIR` or `ELOOP` where it is something else.
  init(_ path: String, followingLink: Bool = false) throws(SystemFailure) {
    try self.init(adopting: open(path, openFlags | (followingLink ? 0 : O_NOFOLLOW)))
  }

  /// Opens the directory whose name, with a NUL at its end, begins `names`, in another one; no symbolic link.
  init(_ names: ArraySlice<UInt8>, in parent: borrowing OpenDirectory) throws(SystemFailure) {
    let descriptor = parent.descriptor
    try self.init(
      adopting: names.withUnsafeBytes { name in
        guard let name = name.baseAddress?.assumingMemoryBound(to: CChar.self) else { return -1 }
        return openat(descriptor, name, openFlags | O_NOFOLLOW)
      })
  }

  /// Takes over what `open` returned.
  private init(adopting descriptor: Int32) throws(SystemFailure) {
    guard descriptor >= 0 else { throw .last }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = SystemFailure.last
      close(descriptor)
      throw failure
    }
    self.descriptor = descriptor
    identity = DirectoryNumber(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  deinit {
    close(descriptor)
  }

  /// Its path without any symbolic link, as the kernel has it; nil if it has been removed, or the path is no text.
  var path: String? {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = bytes.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return 0 }
      return readlink("/proc/self/fd/\(descriptor)", start, bytes.count)
    }
    guard count > 0, let path = String(validating: bytes[..<count], as: UTF8.self) else { return nil }
    return path
  }

  /// Whether it has an entry of that name, of whatever kind.
  func has(_ name: String) -> Bool {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
  }

  /// Calls `body` for each entry but `.` and `..`; the name is valid during the call alone.
  ///
  /// It asks the kernel itself: `readdir(3)` takes memory and three more system calls for each directory.
  ///
  /// - Parameter buffer: room for some entries, whatever it holds.
  /// - Throws: `SystemFailure` where the rest cannot be read.
  @inline(__always)
  func forEachEntry(
    by buffer: EntryBuffer, _ body: (_ name: UnsafePointer<UInt8>, _ kind: EntryKind) -> Void
  ) throws(SystemFailure) {
    while true {
      let count = getdents64(descriptor, buffer.bytes, EntryBuffer.size)
      guard count > 0 else {
        if count == 0 { return }
        throw .last
      }
      var entry = UnsafeRawPointer(buffer.bytes)
      let end = entry + count
      while entry < end {
        let name = (entry + EntryBuffer.nameOffset).assumingMemoryBound(to: UInt8.self)
        if name[0] != dot || (name[1] != 0 && (name[1] != dot || name[2] != 0)) {
          let type = entry.load(fromByteOffset: EntryBuffer.typeOffset, as: UInt8.self)
          body(name, EntryKind(type) ?? look(at: name))
        }
        entry += Int(entry.loadUnaligned(fromByteOffset: EntryBuffer.lengthOffset, as: UInt16.self))
      }
    }
  }

  /// Where the file system does not say what its entries are.
  private func look(at name: UnsafePointer<UInt8>) -> EntryKind {
    var status = stat()
    let result = name.withMemoryRebound(to: CChar.self, capacity: 1) { name in
      fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW)
    }
    guard result == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFLNK: return .link
    default: return .other
    }
  }
}

/// A directory, whatever its name.
struct DirectoryNumber: Hashable {
  var device: UInt64
  var inode: UInt64
}

/// What an entry of a directory is, as far as a walk cares.
enum EntryKind {
  case directory
  case link
  case other

  /// Nil where the file system does not say.
  @inline(__always)
  init?(_ type: UInt8) {
    switch Int(type) {
    case Int(DT_DIR): self = .directory
    case Int(DT_LNK): self = .link
    case Int(DT_UNKNOWN): return nil
    default: self = .other
    }
  }
}

/// A refusal of the system.
struct SystemFailure: Error, Hashable {
  var errno: Int32

  /// What the system said.
  var text: String { String(cString: strerror(errno)) }

  /// Whether it only says that what was there a moment ago is not any more, or is something else now.
  var isAbsence: Bool { [ENOENT, ENOTDIR, ELOOP].contains(errno) }

  /// Whether the system has no more of what was asked for.
  var isShortage: Bool { [ENOSPC, ENOMEM].contains(errno) }

  /// That of the call just made.
  static var last: SystemFailure { SystemFailure(errno: Glibc.errno) }
}

private let openFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK
private let dot = UInt8(ascii: ".")

/// Where the kernel puts entries of directories, each a `struct linux_dirent64` of getdents(2).
final class EntryBuffer {
  static let size = 32_768
  fileprivate static let lengthOffset = 16
  fileprivate static let typeOffset = 18
  fileprivate static let nameOffset = 19

  fileprivate let bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)

  deinit {
    bytes.deallocate()
  }
}
