import Glibc

extension ExecutionFolder {
  /// Makes the file for a stream, open for appending.
  ///
  /// - Throws: `JournalError.system`, with `EEXIST` if an earlier start made it.
  public func createFile(for stream: OutputStream) throws(JournalError) -> Descriptor {
    try .create(entryPath(stream.rawValue), O_WRONLY | O_APPEND)
  }
}
