/// One receiver of who owns a name.
struct OwnerWatch {
  /// The name watched.
  let name: BusName
  /// Where owners go; nil stands for nobody.
  let owners: AsyncStream<BusName?>.Continuation
  /// Whether the present owner has been told; changes before that are part of the bus's answer about it.
  var hasBegun = false

  /// How many changes may wait for a slow receiver; it loses the oldest, never the present owner.
  static let longest = 64

  /// What the bus must tell for this.
  var rule: MatchRule { .ownerChange(of: name) }
}

extension Session {
  /// Tells the owner that the bus named when asked, the first that the receiver hears of.
  mutating func begin(_ id: Subscription.ID, with owner: BusName?) {
    ownerWatches[id]?.hasBegun = true
    ownerWatches[id]?.owners.yield(owner)
  }

  /// Tells every receiver that waits for `name` who has it from now on.
  func announce(_ owner: BusName?, of name: String) {
    for watch in ownerWatches.values where watch.hasBegun && watch.name.text == name {
      watch.owners.yield(owner)
    }
  }

  /// Forgets a receiver and takes its rule back from the bus.
  mutating func unwatch(_ id: Subscription.ID) {
    guard let watch = ownerWatches.removeValue(forKey: id) else { return }
    withdraw(watch.rule)
  }
}
