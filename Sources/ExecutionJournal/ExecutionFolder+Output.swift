import Glibc

/// The two streams a command writes, and the names of their files.
public enum OutputStream: String, Sendable, CaseIterable {
  /// Standard output.
  case output = "stdout"
  /// Standard error.
  case error = "stderr"
}

extension ExecutionFolder {
  /// Where the command's output goes.
  public func path(of stream: OutputStream) -> String {
    entryPath(stream.rawValue)
  }

  /// Makes the file for a stream, open for appending.
  ///
  /// - Throws: `JournalError.system`, with `EEXIST` if an earlier start made it.
  public func createFile(for stream: OutputStream) throws(JournalError) -> Descriptor {
    try .create(path(of: stream), O_WRONLY | O_APPEND)
  }
}
