/// Why nothing can be taken over from a file; it was left as it is.
public enum ImportError: Error, Hashable, Sendable {
  /// There is no such file.
  case missing(path: String)
  /// It is a folder, or no plain file.
  case notAFile(path: String)
  /// It holds nothing at all.
  case empty(path: String)
  /// It is something else than an SQLite database.
  case notADatabase(path: String)
  /// Another program kept it locked, or kept changing it, for longer than we wait.
  case locked(path: String, holder: LockHolder?)
  /// SQLite found it damaged; the text is SQLite's.
  case corrupt(path: String, text: String)
  /// It cannot be read; the text is the system's.
  case unreadable(path: String, text: String)
  /// It is a file of this program, from which there is nothing to take over.
  case ours(path: String)
  /// It holds the tables of another program; what was found.
  case unknownTables(path: String, found: String)
}

extension ImportError {
  /// Names an error that came out of reading the file at `path`.
  init(_ error: any Error, path: String) {
    if let error = error as? ImportError {
      self = error
      return
    }
    switch StoreError(error, path: path) {
    case .notADatabase: self = .notADatabase(path: path)
    case .locked(_, let holder): self = .locked(path: path, holder: holder)
    case .corrupt(_, let text): self = .corrupt(path: path, text: text)
    case .cannotOpen(_, let text), .io(_, let text): self = .unreadable(path: path, text: text)
    case let other: self = .unreadable(path: path, text: "\(other)")
    }
  }
}
