/// How far a project can be extended at a click: what a button offers is what happens.
public struct ExtensionOffer: Hashable, Sendable {
  /// By how much the deadline moves.
  public var duration: Duration
  /// Whether that is less than was to be offered, because the settings let it live no longer.
  public var isToLimit: Bool

  /// Makes an offer.
  public init(_ duration: Duration, isToLimit: Bool = false) {
    self.duration = duration
    self.isToLimit = isToLimit
  }
}

extension Project {
  /// Less than this is not worth a button.
  private static let leastOffer: Duration = .minutes(1)

  /// Which of these extensions can be offered at `now`, in order; one that would go beyond `limits.maximum_lifetime` is
  /// shortened to it, and stands for the longer ones.
  ///
  /// Empty where the limit leaves nothing to offer.
  public func extensions(
    of choices: some Sequence<Duration>, at now: Timestamp, policy: Policy
  ) -> [ExtensionOffer] {
    guard let room = roomToExtend(at: now, policy: policy) else { return choices.map { ExtensionOffer($0) } }
    var offers: [ExtensionOffer] = []
    for choice in choices {
      if choice <= room {
        offers.append(ExtensionOffer(choice))
      } else if room >= Self.leastOffer, !offers.contains(where: { $0.isToLimit || $0.duration == room }) {
        offers.append(ExtensionOffer(room, isToLimit: true))
      }
    }
    return offers
  }

  /// By how much it can be extended at a click in the time for which a warning stands there; nil for as much as anybody
  /// wants.
  private func roomToExtend(at now: Timestamp, policy: Policy) -> Duration? {
    guard let limit = policy.maximumLifetime, let deadline else { return nil }
    let latest = min(livesSince ?? createdAt, now) + limit
    // Past its deadline an extension counts from the click, which may come a while after it was offered.
    return deadline > now ? latest - deadline : latest - now - Policy.overdueGrace
  }
}
