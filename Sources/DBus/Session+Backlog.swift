/// What waits for the bus, which takes nothing more of ours while others leave too much of it unread.
struct Backlog: Hashable {
  /// The fewest bytes there were since it began.
  var least: Int
  /// When there were so few.
  var since: SuspendingClock.Instant

  /// What waits now that it is `unsent` bytes, after what waited before; nil where that is little.
  init?(_ unsent: Int, after before: Backlog?, at now: SuspendingClock.Instant) {
    guard unsent > Session.mostUnsent else { return nil }
    if let before, unsent >= before.least {
      self = before
    } else {
      least = unsent
      since = now
    }
  }
}

extension Session {
  /// How many bytes may wait for the bus before nothing more is taken in and answered.
  static let mostUnsent = 2 << 20
  /// How long the bus may take nothing at all while more than that waits, unless a test says otherwise.
  static let standstill: Duration = .seconds(30)

  /// Whether so much waits for the bus that no more should be added.
  var isBackedUp: Bool { connection.unsentBytes > Self.mostUnsent }

  /// Does `action` on this thread once there is room for another message; at once if there is.
  mutating func whenThereIsRoom(_ action: @escaping @Sendable () -> Void) {
    if isBackedUp { waitingForRoom.append(action) } else { action() }
  }

  /// Looks how much waits, lets those go on who wait for room, and notes since when nothing has left.
  mutating func noteBacklog() {
    backlog = Backlog(connection.unsentBytes, after: backlog, at: .now)
    if backlog == nil { makeRoom() }
  }

  /// Lets all go on who wait for room.
  mutating func makeRoom() {
    let actions = waitingForRoom
    waitingForRoom = []
    for action in actions { action() }
  }
}
