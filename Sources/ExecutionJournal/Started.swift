/// That the command is about to run, and as which process: durable before its `exec`.
public struct Started: Hashable, Sendable {
  /// The leader of the command's process group; the group has the same number.
  public var leader: ProcessIdentity
  /// When, in seconds since the Unix epoch.
  public var at: Int64

  /// Makes an entry.
  public init(leader: ProcessIdentity, at: Int64) {
    self.leader = leader
    self.at = at
  }
}

extension Started: Entry {
  static let name = "started"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    leader = ProcessIdentity(
      pid: try record.number("pid"), startTime: try record.number("start-time"),
      bootID: try record.text("boot-id"))
    at = try record.number("at")
    // 1 and less would name init, or whole sets of processes, to `kill`.
    guard leader.pid > 1 else { throw .field("pid") }
  }

  func write(to record: inout RecordWriter) {
    record.add("pid", leader.pid)
    record.add("start-time", leader.startTime)
    record.add("boot-id", text: leader.bootID)
    record.add("at", at)
  }
}
