public import ProjectStore
public import Settings
import Wording

/// Why the daemon cannot work, or can no longer.
public enum DaemonError: Error, Sendable {
  /// The file cannot be used.
  case store(StoreError)
  /// The settings file cannot be used.
  case settings(SettingsError)
  /// It cannot be told where this user's files lie.
  case places(PlacesError)
  /// The file was replaced or removed while it was open; what is in another file has never been looked at.
  case databaseReplaced(path: String)
  /// The system gave no timer.
  case system(SystemCallError)
  /// Something that was not foreseen; the text is technical.
  case unexpected(String)
}

extension DaemonError {
  /// Recognises what the parts of the daemon throw.
  init(_ error: any Error) {
    switch error {
    case let error as DaemonError: self = error
    case let error as StoreError: self = .store(error)
    case let error as SettingsError: self = .settings(error)
    case let error as SystemCallError: self = .system(error)
    default: self = .unexpected("\(error)")
    }
  }

  /// What is wrong and a way out, on one line.
  public var words: String {
    switch self {
    case .store(let error): error.words
    case .settings(let error): error.description
    case .places(let error): error.words
    case .databaseReplaced(let path): StoreError.replaced(path: path).words
    case .system(let error): "the system gives no timer: \(error.call): \(error.text)"
    case .unexpected(let text): text
    }
  }
}

extension PlacesError {
  /// What is wrong and a way out, on one line.
  public var words: String {
    switch self {
    case .noHome(let variable): "neither HOME nor \(variable) names an absolute path; set one of them"
    }
  }
}
