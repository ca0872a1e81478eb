import DBus
public import Deadlines

/// Why the daemon did not do what another program asked for, as it travels over D-Bus.
public struct RemoteError: Error, Hashable, Sendable {
  /// What kind of error it is; each has a name on the bus.
  public enum Kind: Hashable, Sendable {
    /// No such project.
    case notFound
    /// The name fits several projects.
    case ambiguous
    /// The generation named is no longer current.
    case staleGeneration
    /// The deadline cannot be moved in this state.
    case notExtendable
    /// The action does not apply in this state.
    case wrongState
    /// The amount is outside what is allowed.
    case limitExceeded
    /// The database cannot be read or written.
    case storeUnavailable
    /// An argument makes no sense.
    case invalidArguments
    /// The daemon does not do this.
    case notSupported
    /// An error with another name, such as one of the bus itself.
    case other(String)
  }

  /// What kind of error it is.
  public var kind: Kind
  /// One line for people.
  public var message: String

  /// Makes an error to answer with.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// Makes the error for what the rules refused, with its text for people.
  public init(_ refusal: Refusal, message: String) {
    let kind: Kind =
      switch refusal {
      case .notFound: .notFound
      case .ambiguous: .ambiguous
      case .staleGeneration: .staleGeneration
      case .notExtendable: .notExtendable
      case .wrongState, .alreadyActive, .guardNotMet, .stopping, .notStopping, .notAsked, .askedTooLongAgo,
        .directoryReplaced:
        .wrongState
      case .limitExceeded, .lifetimeExceeded: .limitExceeded
      }
    self.init(kind, message)
  }

  /// The error's name on the bus.
  public var name: String {
    switch kind {
    case .notFound: RemoteNames.errorPrefix + "NotFound"
    case .ambiguous: RemoteNames.errorPrefix + "Ambiguous"
    case .staleGeneration: RemoteNames.errorPrefix + "StaleGeneration"
    case .notExtendable: RemoteNames.errorPrefix + "NotExtendable"
    case .wrongState: RemoteNames.errorPrefix + "WrongState"
    case .limitExceeded: RemoteNames.errorPrefix + "LimitExceeded"
    case .storeUnavailable: RemoteNames.errorPrefix + "StoreUnavailable"
    case .invalidArguments: "org.freedesktop.DBus.Error.InvalidArgs"
    case .notSupported: "org.freedesktop.DBus.Error.NotSupported"
    case .other(let name): name
    }
  }
}

extension RemoteError {
  private static let named: [Kind] = [
    .notFound, .ambiguous, .staleGeneration, .notExtendable, .wrongState, .limitExceeded, .storeUnavailable,
    .invalidArguments, .notSupported,
  ]

  /// Reads an error that came over the bus.
  init(_ error: MethodError) {
    var known = Self.named.first { RemoteError($0, "").name == error.name.text }
    // A project's object is gone when the project is.
    if error.name == "org.freedesktop.DBus.Error.UnknownObject" { known = .notFound }
    self.init(known ?? .other(error.name.text), error.message)
  }

  /// The error as the bus carries it; one whose name is no name goes as `Failed`.
  var onBus: MethodError {
    guard let name = try? ErrorName(name) else { return .failed(message) }
    return MethodError(name, message)
  }
}
