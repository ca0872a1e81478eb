import Deadlines

/// The days on which anything was recorded, as days since the Unix epoch, UTC, newest first.
///
/// They are the file's own evidence of how far time has got.
struct RecordedDays: Equatable {
  /// How far the clock may run ahead of the records and be believed at once.
  static let leap: Int64 = 30

  let days: [Int64]

  init(_ days: [Int64]) {
    self.days = days
  }

  /// Reads them out of every time in the file that is not after `now`.
  init(upTo now: Timestamp, in connection: any Connection) throws {
    let rows = try connection.cells(
      """
      SELECT DISTINCT \(secondsSQL("t")) / 86400 AS day FROM (
        SELECT created_at AS t FROM projects UNION ALL SELECT updated_at FROM projects
        UNION ALL SELECT created_at FROM executions UNION ALL SELECT completed_at FROM executions
        UNION ALL SELECT created_at FROM events)
      WHERE day BETWEEN 0 AND ?1 ORDER BY day DESC
      """, [.integer(now.seconds / 86_400)])
    days = rows.compactMap { if case .integer(let day)? = $0.first { day } else { nil } }
  }

  /// The latest time not after `now` that may be believed: `now` itself, or the end of the last day before a leap.
  ///
  /// A leap is believed once records span a day after it.
  func believable(_ now: Timestamp) -> Timestamp {
    let today = now.seconds / 86_400
    var sinceLeap = today
    for day in days {
      if sinceLeap - day > Self.leap {
        return today - sinceLeap >= 1 ? now : min(now, Timestamp((day + 1) * 86_400))
      }
      sinceLeap = day
    }
    return now
  }
}
