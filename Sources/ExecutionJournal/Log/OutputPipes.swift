import Glibc

/// The two pipes that an execution's shell lines write to.
///
/// They have names in its folder, so that somebody else can empty them if their reader is killed. A shell line holds
/// them for reading as well: however many readers die, no write of it ends in SIGPIPE.
public struct OutputPipes: ~Copyable {
  private let outputReader: Descriptor
  private let errorReader: Descriptor
  /// Of no file, number -1, where the pipes are opened for reading alone.
  private let outputWriter: Descriptor
  private let errorWriter: Descriptor

  /// Makes the pipes.
  ///
  /// - Throws: `JournalError.system`, with `EEXIST` if an earlier start made them.
  public init(creatingIn folder: ExecutionFolder) throws(JournalError) {
    for stream in OutputStream.allCases {
      let path = folder.path(of: stream)
      guard mkfifo(path, 0o600) == 0 else { throw .last("mkfifo", path) }
      // Whatever the umask took.
      guard chmod(path, 0o600) == 0 else { throw .last("chmod", path) }
    }
    // First for both directions: no opening waits for another then.
    let output = try Descriptor.open(folder.path(of: .output), O_RDWR | O_NOFOLLOW)
    let error = try Descriptor.open(folder.path(of: .error), O_RDWR | O_NOFOLLOW)
    let outputReader = try Self.reader(.output, in: folder)
    let errorReader = try Self.reader(.error, in: folder)
    // A larger pipe keeps a command going longer while nobody reads; refused where the user has too many.
    let setPipeSize: Int32 = 1031
    for number in [output.number, error.number] { _ = fcntl(number, setPipeSize, 1 << 20) }
    self.outputReader = outputReader
    self.errorReader = errorReader
    outputWriter = consume output
    errorWriter = consume error
  }

  /// Opens the pipes of an execution whose supervisor has gone, for reading alone.
  ///
  /// - Throws: `JournalError.system`, with `ENOENT` if it has none.
  public init(openingIn folder: ExecutionFolder) throws(JournalError) {
    let outputReader = try Self.reader(.output, in: folder)
    let errorReader = try Self.reader(.error, in: folder)
    self.outputReader = outputReader
    self.errorReader = errorReader
    outputWriter = Descriptor(adopting: -1)
    errorWriter = Descriptor(adopting: -1)
  }

  private static func reader(
    _ stream: OutputStream, in folder: ExecutionFolder
  ) throws(JournalError) -> Descriptor {
    let path = folder.path(of: stream)
    let reader = try Descriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
    var status = stat()
    guard fstat(reader.number, &status) == 0 else { throw .last("fstat", path) }
    // Anything else would be ready for ever.
    guard status.st_mode & S_IFMT == S_IFIFO else { throw .damaged(path: path, .notARecord) }
    return reader
  }

  /// Number of the descriptor to read a stream from, which never waits; valid as long as this value lives.
  public func reader(_ stream: OutputStream) -> Int32 {
    stream == .output ? outputReader.number : errorReader.number
  }

  /// Number of the descriptor that a shell line is to have in a stream's place; -1 if these are opened for reading.
  public func writer(_ stream: OutputStream) -> Int32 {
    stream == .output ? outputWriter.number : errorWriter.number
  }

  /// Takes the names away: nobody is to read them any more.
  public static func removeNames(in folder: ExecutionFolder) {
    for stream in OutputStream.allCases { unlink(folder.path(of: stream)) }
  }
}

extension ExecutionFolder {
  func path(of stream: OutputStream) -> String { entryPath(stream.rawValue) }
}
