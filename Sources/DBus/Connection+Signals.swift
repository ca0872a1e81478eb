extension Connection {
  /// Receives the signals that fit `rule`, from this moment on.
  ///
  /// When this returns the bus knows the rule, so nothing sent afterwards is missed. The stream ends with the
  /// connection, and the rule is taken back when the stream is dropped. A receiver that is more than 1,024
  /// signals behind loses the oldest.
  ///
  /// - Throws: `BusError`, see ``call(_:within:)``.
  public func signals(matching rule: MatchRule) async throws(BusError) -> AsyncStream<Message> {
    let id = Subscription.newID()
    let (stream, continuation) = AsyncStream.makeStream(
      of: Message.self, bufferingPolicy: .bufferingNewest(1_024))
    continuation.onTermination = { [mailbox] _ in mailbox.post { $0.unsubscribe(id) } }
    let posted = mailbox.post { session in
      session.subscriptions[id] = Subscription(rule: rule, signals: continuation)
    }
    guard posted else { throw .disconnected }
    do {
      for needed in rule.withOwnerChange {
        _ = try await call(.toBus("AddMatch", [.string(needed.text)]))
        if needed != rule { try await noteOwner(for: id, of: rule) }
      }
    } catch {
      continuation.finish()
      throw error
    }
    return stream
  }

  /// Learns who owns the sender's name, in step with the changes the bus announces.
  private func noteOwner(for id: Subscription.ID, of rule: MatchRule) async throws(BusError) {
    guard let sender = rule.sender else { return }
    do {
      _ = try await mailbox.call(.toBus("GetNameOwner", [.string(sender.text)]), within: Self.usualLimit) {
        session, result in
        let owner = try? result.get().body.first?.string.flatMap { try? BusName($0) }
        session.subscriptions[id]?.owner = owner
      }
    } catch .refused(let error) where error.name == noOwner {
      return
    }
  }
}
