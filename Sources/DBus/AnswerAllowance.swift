/// How much peers were sent in a short time: who asks for large answers over and over would keep both the processor from
/// others, and the bus, which takes nothing more from us while one peer leaves too much unread.
struct AnswerAllowance {
  /// How many bytes of answers a peer gets at a stretch; the next are refused with LimitsExceeded, unread.
  static let most = 32 << 20
  /// How many of them are forgotten in a second.
  static let perSecond = 2 << 20
  /// Of how many peers is remembered what they were sent.
  static let mostPeers = 1_024

  private var sent: [BusName?: (bytes: Int, at: SuspendingClock.Instant)] = [:]

  /// Of how many peers something is remembered.
  var count: Int { sent.count }

  /// Why a peer is answered no more for now, nil if it is.
  func refusal(of peer: BusName?, at now: SuspendingClock.Instant) -> MethodError? {
    let excess = bytes(for: peer, at: now) - Self.most
    guard excess > 0 else { return nil }
    let seconds = excess / Self.perSecond + 1
    return .limitsExceeded(
      "\(Self.most >> 20) MiB of answers were sent within a short time; ask again in \(seconds) s")
  }

  /// Takes in that an answer of so many bytes goes to a peer.
  mutating func note(_ bytes: Int, for peer: BusName?, at now: SuspendingClock.Instant) {
    sent[peer] = (self.bytes(for: peer, at: now) + bytes, now)
    guard sent.count > Self.mostPeers else { return }
    sent = sent.filter { self.bytes(for: $0.key, at: now) > 0 }
    guard sent.count > Self.mostPeers else { return }
    let least = sent.min { $0.value.bytes < $1.value.bytes }
    if let least { sent[least.key] = nil }
  }

  private func bytes(for peer: BusName?, at now: SuspendingClock.Instant) -> Int {
    guard let (bytes, then) = sent[peer] else { return 0 }
    let seconds = then.duration(to: now) / .seconds(1)
    return max(0, bytes - Int(min(max(seconds, 0), 3_600) * Double(Self.perSecond)))
  }
}
