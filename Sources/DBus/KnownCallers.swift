/// What the bus told about the users of callers.
struct KnownCallers {
  /// How many are remembered; of more, the one that was asked about longest ago is forgotten.
  ///
  /// One that has gone may stay: a bus never gives a unique name twice.
  static let most = 256

  private var isSameUser: [BusName: Bool] = [:]
  private var inOrder: [BusName] = []

  /// How many are remembered now.
  var count: Int { inOrder.count }

  /// Whether a caller runs as our user, nil where that is not known.
  subscript(_ caller: BusName) -> Bool? { isSameUser[caller] }

  /// Takes in what the bus told about a caller.
  mutating func remember(_ caller: BusName, isSameUser answer: Bool) {
    guard isSameUser.updateValue(answer, forKey: caller) == nil else { return }
    inOrder.append(caller)
    if inOrder.count > Self.most { isSameUser[inOrder.removeFirst()] = nil }
  }
}
