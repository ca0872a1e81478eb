/// That a part is about to run, and as which process: durable before its `exec`, in place of the part before it.
public struct Started: Hashable, Sendable {
  /// Which part.
  public var part: Part
  /// The leader of the part's process group; the group has the same number.
  public var leader: ProcessIdentity
  /// When, in seconds since the Unix epoch.
  public var at: Int64
  /// When the first part of the execution started.
  public var begunAt: Int64

  /// Makes an entry; without `begunAt` for the first part.
  public init(_ part: Part = .command, leader: ProcessIdentity, at: Int64, begunAt: Int64? = nil) {
    self.part = part
    self.leader = leader
    self.at = at
    self.begunAt = begunAt ?? at
  }
}

extension Started: Entry {
  static let name = "started"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    leader = ProcessIdentity(
      pid: try record.number("pid"), startTime: try record.number("start-time"),
      bootID: try record.text("boot-id"))
    at = try record.time("at")
    part = try record.optionalPart("part") ?? .command
    begunAt = try record.optionalNumber("begun-at").map(recordedTime) ?? at
    // 1 and less would name init, or whole sets of processes, to `kill`.
    guard leader.pid > 1 else { throw .field("pid") }
  }

  func write(to record: inout RecordWriter) {
    record.add("pid", leader.pid)
    record.add("start-time", leader.startTime)
    record.add("boot-id", text: leader.bootID)
    record.add("at", at)
    record.add("part", text: part.rawValue)
    record.add("begun-at", begunAt)
  }
}
