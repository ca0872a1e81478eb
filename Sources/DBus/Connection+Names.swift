/// What came of asking for a name.
public enum NameOutcome: Hashable, Sendable {
  /// It is ours now, or was already.
  case owned
  /// Another connection has it; nobody queues for it.
  case taken(by: BusName)
}

extension Connection {
  /// Asks for a well-known name, without queueing for it and without letting others take it over.
  ///
  /// - Throws: `BusError.refused` if the bus does not allow it. A name that somebody else owns is a result, not
  ///   an error.
  public func requestName(_ name: BusName) async throws(BusError) -> NameOutcome {
    // The owner may leave between the two questions; asking again a few times settles it.
    for _ in 0..<5 {
      let answer = try await mailbox.call(
        .toBus("RequestName", [.string(name.text), .uint32(doNotQueue)]), within: Self.usualLimit)
      switch answer.body.first {
      case .uint32(1), .uint32(4): return .owned
      case .uint32(3): break
      default: throw .unexpectedReply("RequestName")
      }
      if let owner = try await nameOwner(of: name) { return .taken(by: owner) }
    }
    throw .unexpectedReply("\(name) changes hands too fast")
  }

  /// Gives a name back; nothing happens if it is not ours.
  ///
  /// - Throws: `BusError`, see ``call(_:within:)``.
  public func releaseName(_ name: BusName) async throws(BusError) {
    _ = try await call(.toBus("ReleaseName", [.string(name.text)]))
  }

  /// The unique name of whoever owns `name`, nil if nobody does.
  ///
  /// - Throws: `BusError`, see ``call(_:within:)``.
  public func nameOwner(of name: BusName) async throws(BusError) -> BusName? {
    do {
      let answer = try await call(.toBus("GetNameOwner", [.string(name.text)]))
      return answer.first?.string.flatMap { try? BusName($0) }
    } catch .refused(let error) where error.name == noOwner {
      return nil
    }
  }

  /// Has the bus start the service that is installed for `name`, and waits until it is there.
  ///
  /// - Throws: `BusError.refused` with `…ServiceUnknown` if none is installed, or with why it did not start.
  public func startService(_ name: BusName, within limit: Duration = usualLimit) async throws(BusError) {
    _ = try await call(.toBus("StartServiceByName", [.string(name.text), .uint32(0)]), within: limit)
  }
}

/// `DBUS_NAME_FLAG_DO_NOT_QUEUE`.
private let doNotQueue: UInt32 = 4

/// How the bus says that nobody owns a name.
let noOwner: ErrorName = "org.freedesktop.DBus.Error.NameHasNoOwner"
