/// How the hook after the verdict ended; without this record it was interrupted.
public struct HookEnded: Hashable, Sendable {
  /// Which hook.
  public var part: Part
  /// What became of it.
  public var outcome: Outcome
  /// When, in seconds since the Unix epoch.
  public var at: Int64

  /// Makes an entry.
  public init(_ part: Part, outcome: Outcome, at: Int64) {
    self.part = part
    self.outcome = outcome
    self.at = at
  }
}

extension HookEnded: Entry {
  static let name = "hook-ended"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    guard let part = try record.optionalPart("part") else { throw .field("part") }
    self.part = part
    outcome = try record.outcome()
    at = try record.time("at")
  }

  func write(to record: inout RecordWriter) {
    record.add("part", text: part.rawValue)
    record.add(outcome)
    record.add("at", at)
  }
}
