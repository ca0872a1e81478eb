extension Connection {
  /// Tells who owns `name`, from the present owner on: a unique name, nil for nobody.
  ///
  /// The bus is asked to tell of changes before it is asked who the owner is, so none falls in between. The
  /// stream ends with the connection; dropping it ends the watch. A receiver that is more than 64 changes behind loses
  /// the oldest, so the last it reads is always the present owner. For a name of our own this tells of its loss.
  ///
  /// - Throws: `BusError`, see ``call(_:within:)``.
  public func owners(of name: BusName) async throws(BusError) -> AsyncStream<BusName?> {
    let id = Subscription.newID()
    let (stream, continuation) = AsyncStream.makeStream(
      of: BusName?.self, bufferingPolicy: .bufferingNewest(OwnerWatch.longest))
    continuation.onTermination = { [mailbox] _ in mailbox.post { $0.unwatch(id) } }
    let watch = OwnerWatch(name: name, owners: continuation)
    guard mailbox.post({ $0.ownerWatches[id] = watch }) else { throw .disconnected }
    do throws(BusError) {
      _ = try await call(.toBus("AddMatch", [.string(watch.rule.text)]))
      _ = try await mailbox.call(.toBus("GetNameOwner", [.string(name.text)]), within: Self.usualLimit) {
        session, result in
        // On the bus thread, so that it stands in order with the changes.
        switch result {
        case .success(let answer): session.begin(id, with: answer.firstName)
        case .failure(.refused(let error)) where error.name == noOwner: session.begin(id, with: nil)
        case .failure: break
        }
      }
    } catch .refused(let error) where error.name == noOwner {
      return stream
    } catch {
      continuation.finish()
      throw error
    }
    return stream
  }

  /// The number of the process that a connection belongs to, as the bus learnt it when that connected.
  ///
  /// The process may have ended since, and its number may be another's by now; one in another container has no number
  /// here.
  ///
  /// - Parameter name: a unique name, or a well-known one for its owner.
  /// - Throws: `BusError.refused` with `…NameHasNoOwner` if nobody has the name, or with
  ///   `…UnixProcessIdUnknown` if the bus cannot tell; see ``call(_:within:)``.
  public func processID(of name: BusName) async throws(BusError) -> Int32 {
    Int32(bitPattern: try await number("GetConnectionUnixProcessID", of: name))
  }

  /// The user that a connection belongs to, as the bus learnt it when that connected.
  ///
  /// - Parameter name: a unique name, or a well-known one for its owner.
  /// - Throws: `BusError.refused` with `…NameHasNoOwner` if nobody has the name, or with `…Failed` if the bus
  ///   cannot tell; see ``call(_:within:)``.
  public func userID(of name: BusName) async throws(BusError) -> UInt32 {
    try await number("GetConnectionUnixUser", of: name)
  }

  private func number(_ question: MemberName, of name: BusName) async throws(BusError) -> UInt32 {
    let answer = try await call(.toBus(question, [.string(name.text)]))
    guard case .uint32(let number)? = answer.first else { throw .unexpectedReply(question.text) }
    return number
  }
}

extension Message {
  /// The name that the bus gave for an answer.
  fileprivate var firstName: BusName? { body.first?.string.flatMap { try? BusName($0) } }
}
