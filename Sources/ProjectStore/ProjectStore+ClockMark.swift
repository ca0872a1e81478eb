public import Deadlines

/// The times in the file that the wall clock is held against.
public struct ClockMark: Hashable, Sendable {
  /// The latest time that was written down by us, to the minute; nil if none ever was.
  public var at: Timestamp?
  /// When a user said that the clock is right, if that was ever asked.
  public var vouchedAt: Timestamp?
}

extension ProjectStore {
  /// The latest time that we wrote down ourselves.
  public func clockMark() async throws(StoreError) -> ClockMark {
    try await read { connection in
      guard let row = try connection.cells("SELECT at, vouched_at FROM clock_mark WHERE id = 1").first else {
        return ClockMark()
      }
      return ClockMark(at: seconds(row[0]), vouchedAt: seconds(row[1]))
    }
  }

  /// How a daemon saw the clocks last; what makes no sense counts as nothing seen.
  public func seenClocks() async throws(StoreError) -> SeenClocks {
    try await read { connection in
      let row = try connection.cells("SELECT boot, asleep, wall_offset, woke_at FROM clock_mark").first
      guard let row, case .text(let boot) = row[0], let asleep = duration(row[1]),
        let offset = duration(row[2])
      else { return SeenClocks() }
      return SeenClocks(bootID: boot, asleep: asleep, wallOffset: offset, wokeAt: duration(row[3]))
    }
  }

  /// Writes down how the clocks were seen.
  public func remember(_ clocks: SeenClocks) async throws(StoreError) {
    try await record { connection in
      _ = try connection.run(
        """
        INSERT INTO clock_mark (id, boot, asleep, wall_offset, woke_at) VALUES (1, ?1, ?2, ?3, ?4)
        ON CONFLICT(id) DO UPDATE SET boot = ?1, asleep = ?2, wall_offset = ?3, woke_at = ?4
        """,
        [
          .text(clocks.bootID), .integer(clocks.asleep.wholeSeconds),
          .integer(clocks.wallOffset.wholeSeconds),
          clocks.wokeAt.map { .integer($0.secondsRoundedUp) } ?? .null,
        ])
    }
  }

  /// Makes `now` the mark although a later one was written, because the clock was wrong then.
  public func resetClockMark(to now: Timestamp) async throws(StoreError) {
    try await record { try $0.resetClockMark(to: now) }
  }
}

extension Connection {
  /// Moves the mark of the clock on, in the transaction of its caller; a minute's step costs no page most of the time.
  func noteTime(_ now: Timestamp) throws {
    try run(
      """
      INSERT INTO clock_mark (id, at) VALUES (1, ?1)
      ON CONFLICT(id) DO UPDATE SET at = ?1
      WHERE typeof(at) <> 'integer' OR at <= ?1 - 60 OR at > \(Timestamp.storable.upperBound.seconds)
      """, [.integer(now.seconds)])
  }

  /// Makes `now` the mark although a later one was written.
  func resetClockMark(to now: Timestamp) throws {
    try run(
      "INSERT INTO clock_mark (id, at) VALUES (1, ?1) ON CONFLICT(id) DO UPDATE SET at = ?1",
      [.integer(now.seconds)])
  }

  /// Notes that a user says the clock is right at `now`; it is believed then even before the program was built.
  func vouchForClock(at now: Timestamp) throws {
    try resetClockMark(to: now)
    try run("UPDATE clock_mark SET vouched_at = ?", [.integer(now.seconds)])
  }
}

/// A time of ours; what another program put there counts for nothing where it is none.
private func seconds(_ cell: Cell) -> Timestamp? {
  guard case .integer(let seconds) = cell, Timestamp.storable.contains(Timestamp(seconds)) else { return nil }
  return Timestamp(seconds)
}

/// A span that clocks can have come to; nil for what another program made up.
private func duration(_ cell: Cell) -> Duration? {
  let longest = Timestamp.storable.upperBound.seconds
  guard case .integer(let seconds) = cell, (-longest...longest).contains(seconds) else { return nil }
  return .seconds(seconds)
}
