/// What is to be run: written by the claimer, durable before the claim commits.
///
/// Command, directory and environment are bytes, as the system takes them: none holds a NUL, and none need be UTF-8.
public struct Intent: Hashable, Sendable {
  /// The shell line, as the user wrote it.
  public var command: [UInt8]
  /// Absolute path of the directory to run it in.
  public var directory: [UInt8]
  /// Which directory that was when the execution was prepared: a path may name another one later.
  public var directoryIdentity: DirectoryIdentity
  /// The whole environment of the command, as `NAME=value`.
  public var environment: [[UInt8]]

  /// Makes an intent.
  ///
  /// A NUL byte in the command or a variable makes the record unreadable, as no process can be given one.
  public init(
    command: [UInt8], directory: [UInt8], directoryIdentity: DirectoryIdentity, environment: [[UInt8]]
  ) {
    self.command = command
    self.directory = directory
    self.directoryIdentity = directoryIdentity
    self.environment = environment
  }
}

/// Which directory a path names: under whatever path, it is the same one.
public struct DirectoryIdentity: Hashable, Sendable {
  /// The device that holds it.
  public var device: UInt64
  /// Its inode on that device.
  public var inode: UInt64

  /// Makes an identity from the numbers `stat` gives.
  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

extension Intent: Entry {
  static let name = "intent"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    command = try record.field("command")
    directory = try record.field("directory")
    directoryIdentity = DirectoryIdentity(
      device: try record.number("device"), inode: try record.number("inode"))
    environment = []
    while let variable = try record.optionalField("environment") {
      environment.append(variable)
    }
    guard !command.contains(0) else { throw .field("command") }
    guard !directory.contains(0) else { throw .field("directory") }
    guard !environment.contains(where: { $0.contains(0) }) else { throw .field("environment") }
  }

  func write(to record: inout RecordWriter) {
    record.add("command", command)
    record.add("directory", directory)
    record.add("device", directoryIdentity.device)
    record.add("inode", directoryIdentity.inode)
    for variable in environment {
      record.add("environment", variable)
    }
  }
}
