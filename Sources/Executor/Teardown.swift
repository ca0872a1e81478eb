public import Deadlines
public import SystemPackage

/// What is to be run, and where.
public struct Teardown: Hashable, Sendable {
  /// The shell line, as bytes: it need not be UTF-8.
  public var command: [UInt8]
  /// Absolute path of the directory to run it in.
  public var directory: FilePath

  /// Makes a teardown of any shell line.
  public init(command: [UInt8], directory: FilePath) {
    self.command = command
    self.directory = directory
  }

  /// The teardown that a project asks for.
  public init(_ project: Project) {
    self.init(command: Array(project.command.utf8), directory: FilePath(project.path))
  }

  /// - Throws: `ExecutorError` if a shell could not be given the command, or would do nothing and call it a success.
  func checkCommand() throws(ExecutorError) {
    guard !command.contains(0) else { throw .commandHoldsNUL }
    let blank: [UInt8] = Array(" \t\n\r".utf8)
    guard !command.allSatisfy(blank.contains) else { throw .emptyCommand }
  }
}

extension FilePath {
  /// The path as the system takes it, which need not be UTF-8.
  var bytes: [UInt8] {
    withPlatformString { path in UnsafeBufferPointer(start: path, count: length).map(UInt8.init(bitPattern:))
    }
  }
}
