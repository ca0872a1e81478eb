import DBus

/// Where the machine is between waking and sleeping, and what follows from each thing heard; pure.
struct SleepCycle: Sendable {
  /// Something heard.
  enum Event: Hashable, Sendable {
    /// This owner of logind's name says that the machine is about to sleep.
    case sleeps(by: BusName)
    /// It says that the machine is awake again, or that its sleep came to nothing.
    case wakes
    /// What ``Step/prepare(_:)`` began is done, or had its time.
    case prepared(Int)
    /// Another process is logind now; nil: none is.
    case logind(BusName?)
  }

  /// Something to do.
  enum Step: Hashable, Sendable {
    /// Have everybody get ready to sleep, and answer with ``Event/prepared(_:)`` and this number.
    case prepare(Int)
    /// Let the machine sleep.
    case letSleep
    /// Tell everybody that the machine is awake, and put off its next sleep.
    case wake
    /// Take every lock anew.
    case takeAnew
  }

  private enum Phase: Hashable {
    case awake
    case preparing(hasWoken: Bool)
    case asleep
  }

  private var phase = Phase.awake
  /// Whose word it is that the machine sleeps.
  private var teller: BusName?
  private var number = 0

  /// Whether nobody waits to hear that the machine is awake.
  var isAwake: Bool { phase == .awake }

  /// Takes in what was heard.
  mutating func handle(_ event: Event) -> [Step] {
    switch (event, phase) {
    case (.sleeps(let teller), .awake):
      phase = .preparing(hasWoken: false)
      self.teller = teller
      number += 1
      return [.prepare(number)]
    case (.sleeps, _): return []
    case (.prepared(number), .preparing(let hasWoken)):
      phase = hasWoken ? .awake : .asleep
      return [hasWoken ? .wake : .letSleep]
    case (.prepared, _): return []
    case (.wakes, .preparing):
      // Whoever gets ready is told after that, so that the two never come the wrong way round.
      phase = .preparing(hasWoken: true)
      return []
    // The beginning may have been missed; the end counts all the same.
    case (.wakes, _):
      phase = .awake
      return [.wake]
    case (.logind(nil), _): return []
    // The one that spoke of sleep is gone and will never speak of waking.
    case (.logind(let owner), .preparing), (.logind(let owner), .asleep):
      return [.takeAnew] + (owner == teller ? [] : handle(.wakes))
    case (.logind, .awake): return [.takeAnew]
    }
  }
}

extension SleepCycle.Event {
  /// Reads `PrepareForSleep`; nil if it says nothing that can be understood.
  init?(sleepSignal signal: Message) {
    guard let sender = signal.sender, signal.body.count == 1, let sleeps = signal.body[0].bool else {
      return nil
    }
    self = sleeps ? .sleeps(by: sender) : .wakes
  }

  /// Reads `NameOwnerChanged`.
  init?(ownerChange signal: Message) {
    guard signal.body.count == 3, let owner = signal.body[2].string else { return nil }
    self = .logind(try? BusName(owner))
  }
}
