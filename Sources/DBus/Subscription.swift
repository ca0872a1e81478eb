import Synchronization

/// One receiver of signals.
struct Subscription {
  /// Tells receivers apart.
  typealias ID = UInt64

  var rule: MatchRule
  /// Who owns the sender's well-known name now; see ``MatchRule/needsOwner``.
  var owner: BusName?
  var signals: AsyncStream<Message>.Continuation

  private static let counter = Atomic<UInt64>(0)

  /// A number that no other receiver has.
  static func newID() -> ID {
    counter.wrappingAdd(1, ordering: .relaxed).newValue
  }
}

extension Session {
  /// Whether somebody may want a signal, as far as can be told without its body.
  func isWanted(_ signal: Message) -> Bool {
    // What the bus tells of owners is for us as well.
    signal.sender == .bus
      || subscriptions.values.contains { $0.rule.fits(header: signal, owner: $0.owner) }
  }

  /// Hands a signal to every receiver it fits.
  mutating func deliver(_ signal: Message) {
    noteOwnerChange(signal)
    for subscription in subscriptions.values where subscription.rule.fits(signal, owner: subscription.owner) {
      subscription.signals.yield(signal)
    }
  }

  private mutating func noteOwnerChange(_ signal: Message) {
    guard signal.sender == .bus, signal.member?.text == "NameOwnerChanged", signal.body.count == 3,
      let name = signal.body[0].string
    else { return }
    let owner = signal.body[2].string.flatMap { try? BusName($0) }
    for (id, subscription) in subscriptions
    where subscription.rule.needsOwner && subscription.rule.sender?.text == name {
      subscriptions[id]?.owner = owner
    }
    announce(owner, of: name)
  }

  /// Forgets a receiver and takes its rules back from the bus.
  mutating func unsubscribe(_ id: Subscription.ID) {
    guard let subscription = subscriptions.removeValue(forKey: id) else { return }
    for rule in subscription.rule.withOwnerChange { withdraw(rule) }
  }

  /// Takes one rule back from the bus, which counts how often each was added.
  mutating func withdraw(_ rule: MatchRule) {
    var message = Message.toBus("RemoveMatch", [.string(rule.text)])
    message.noReply = true
    send(message)
  }
}

extension MatchRule {
  /// The rules the bus needs for this one, in the order in which they must be added.
  var withOwnerChange: [MatchRule] {
    guard needsOwner, let sender else { return [self] }
    return [.ownerChange(of: sender), self]
  }
}

extension Message {
  /// A call of the bus itself.
  static func toBus(_ member: MemberName, _ body: [Value] = []) -> Message {
    .call(member, of: "org.freedesktop.DBus", at: "/org/freedesktop/DBus", on: .bus, body)
  }
}
