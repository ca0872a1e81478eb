import Deadlines

extension Execution {
  /// Reads a row of the original's `executions`; an attempt whose end was not recorded counts as failed, and is told
  /// apart by `wasUnderWay`.
  static func imported(
    _ row: ForeignRow, _ shape: ForeignShape
  ) throws(RefusedRow) -> (execution: Execution, wasUnderWay: Bool) {
    let (status, wasUnderWay) = try outcome(row)
    let started = try row.time("started_at")
    let completed = try row.time("completed_at")
    guard let created = try row.time("created_at") ?? started ?? completed else {
      throw row.refusal("started_at", .missing)
    }
    var execution = Execution(
      id: ID(0), projectID: Project.ID(0), status: status,
      output: (row.prose("output") ?? row.prose("stdout")).map(excerpt),
      error: (row.prose("error") ?? row.prose("stderr")).map(excerpt),
      exitCode: try exitCode(row), startedAt: started, completedAt: completed, createdAt: created,
      command: row.prose("command").map(withoutNUL),
      workingDirectory: row.prose("working_dir").map(withoutNUL))
    if wasUnderWay, execution.error == nil {
      execution.error = "its end was not recorded when the file was imported"
    }
    // The original stored the exit code 0 as NULL.
    if shape != .seed, status == .completed, execution.exitCode == nil { execution.exitCode = 0 }
    return (execution, wasUnderWay)
  }

  private static func outcome(_ row: ForeignRow) throws(RefusedRow) -> (Status, Bool) {
    switch row["status"] {
    case .text("completed"): (.completed, false)
    case .text("failed"), .text("timeout"): (.failed, false)
    case .text("cancelled"): (.cancelled, false)
    case .text("running"), .text("pending"), .text("queued"): (.failed, true)
    default: throw row.refusal("status", .unknownWord)
    }
  }

  private static func exitCode(_ row: ForeignRow) throws(RefusedRow) -> Int32? {
    switch row["exit_code"] {
    case .null: return nil
    case .integer(let code):
      // What a signal ended, the original called −1.
      if code == -1 { return nil }
      if let code = Int32(exactly: code) { return code }
    default: break
    }
    throw row.refusal("exit_code", .noNumber)
  }
}

/// The longest output that is kept whole, in characters.
private let longestOutput = 64 * 1_024

/// Output with its middle cut out where it is long, as our own executions keep theirs.
private func excerpt(_ text: String) -> String {
  guard text.utf8.count > longestOutput else { return text }
  return text.prefix(longestOutput / 2) + "\n[… cut: \(text.utf8.count) bytes in all …]\n"
    + text.suffix(longestOutput / 2)
}

private func withoutNUL(_ text: String) -> String {
  text.replacing("\0", with: "\u{2400}")
}
