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
      ON CONFLICT(id) DO UPDATE SET at = ?1 WHERE at <= ?1 - 60
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
