import Glibc

/// Why the record of an execution could not be read or written.
public enum JournalError: Error, Hashable, Sendable {
  /// The system refused `call` on the file or folder at `path`.
  case system(call: String, path: String, errno: Int32)
  /// The file at `path` is there but is no whole record of the kind expected.
  case damaged(path: String, Damage)

  /// What is wrong with the bytes of a record.
  public enum Damage: Error, Hashable, Sendable {
    /// It does not begin as a record of its kind.
    case notARecord
    /// A later version of this program wrote it.
    case version(String)
    /// It is cut short, or its bytes changed since it was written.
    case torn
    /// Its bytes are whole, but the field of this name is missing, out of place or makes no sense.
    case field(String)
    /// It is larger than any record can be.
    case tooLarge
  }

  /// The error of a call that failed just now.
  static func last(_ call: String, _ path: String) -> JournalError {
    .system(call: call, path: path, errno: Glibc.errno)
  }
}
