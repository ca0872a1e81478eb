import DBus

/// Why a running daemon could not be asked, or did not do what it was asked for.
public enum RemoteDaemonError: Error, Hashable, Sendable {
  /// There is no session bus; the detail comes from the system.
  case noBus(String)
  /// No service file is installed, so the bus cannot start the daemon.
  case notInstalled
  /// The bus could not start the daemon; the text is the bus's.
  case notStarted(String)
  /// The daemon, or the bus, went away while it was asked.
  case gone
  /// The daemon did not answer in the time allowed.
  case noAnswer(Duration)
  /// The daemon answered with an error.
  case refused(RemoteError)
  /// Our name belongs to a program that is no daemon of ours; with its process, where the bus tells.
  case stranger(processID: Int32?)
  /// The daemon answered with something that is no answer to the question.
  case unreadable(String)
  /// The task that asked was cancelled.
  case cancelled

  init(_ error: BusError) {
    switch error {
    case .unreachable(address: _, let detail): self = .noBus(detail)
    case .disconnected: self = .gone
    case .timedOut(let limit): self = .noAnswer(limit)
    case .cancelled: self = .cancelled
    case .refused(let error) where lostErrors.contains(error.name): self = .gone
    case .refused(let error): self = .refused(RemoteError(error))
    case .malformed(.address, let address): self = .noBus("\(address) is no address of a bus")
    case .malformed, .mismatched, .tooDeep, .tooLarge, .tooManyDescriptors, .descriptorsNotCarried,
      .incomplete, .unexpectedReply:
      self = .unreadable("\(error)")
    }
  }
}

extension RemoteDaemonError {
  /// Reads what came of asking the bus to start the daemon.
  init(starting error: BusError) {
    switch error {
    case .refused(let error) where error.name == "org.freedesktop.DBus.Error.ServiceUnknown":
      self = .notInstalled
    case .refused(let error): self = .notStarted(error.message)
    default: self.init(error)
    }
  }
}

/// What the bus answers in place of a peer that left.
private let lostErrors: Set<ErrorName> = [
  "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.ServiceUnknown",
  "org.freedesktop.DBus.Error.NameHasNoOwner",
]
