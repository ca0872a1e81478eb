public import Glibc

/// An open file that closes when this value is destroyed.
///
/// Every descriptor is close-on-exec: a child gets only what is handed to it on purpose.
public struct Descriptor: ~Copyable, Sendable {
  /// The number, valid as long as this value lives.
  public let number: Int32

  /// Takes over an open descriptor; -1 stands for none.
  public init(adopting number: Int32) {
    self.number = number
  }

  deinit {
    if number >= 0 { close(number) }
  }

  /// Opens the file at `path`, close-on-exec; `mode` is that of a file made by this call, before the umask.
  ///
  /// - Throws: `JournalError.system` with the error number.
  public static func open(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(JournalError) -> Descriptor
  {
    let number = Glibc.open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw .last("open", path) }
    return Descriptor(adopting: number)
  }

  /// Opens a regular file that is there, close-on-exec, without following a link.
  ///
  /// Anybody who may write to a folder can put something else in a file's place: to open a FIFO would wait for its other
  /// end, and a device may do anything.
  ///
  /// - Throws: `JournalError.system`; `JournalError.damaged` if it is no regular file.
  public static func openFile(_ path: String, _ flags: Int32) throws(JournalError) -> Descriptor {
    let file = try open(path, flags | O_NOFOLLOW | O_NONBLOCK)
    var status = stat()
    guard fstat(file.number, &status) == 0 else { throw .last("fstat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .damaged(path: path, .notARecord) }
    return file
  }

  /// A file of mode 0600, whatever the umask, that did not exist before.
  static func create(_ path: String, _ flags: Int32) throws(JournalError) -> Descriptor {
    let file = try open(path, flags | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    guard fchmod(file.number, 0o600) == 0 else { throw .last("fchmod", path) }
    return file
  }
}
