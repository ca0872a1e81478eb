import Deadlines
import Glibc

/// The way from a deadline to a command by hand: an absolute timer, one durable commit, one spawn.
///
/// It keeps less than the daemon promises: no record outlives this process, and nobody would see the command's end.
struct DeadlineFloor: Sendable {
  /// One deadline's way, in milliseconds after the deadline.
  struct Passage: Hashable, Sendable {
    /// When the timer had gone off.
    var timer: Double
    /// When the claim was on the disk.
    var commit: Double
  }

  /// A file as the daemon's, of its own.
  var database: String
  /// When each project is due, by its id.
  var deadlines: [(id: Project.ID, time: WallTime)]
  /// The command of each project.
  var command: @Sendable (Project.ID) -> String

  /// Meets one deadline after the other; blocks until the last command has ended.
  func run() throws -> [Passage] {
    let connection = try FloorConnection(path: database)
    let statements = try Self.claim.map { sql throws(FloorError) in try connection.prepare(sql) }
    let timer = try WallTimer()
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    return try deadlines.map { id, time in
      try timer.wait(until: time)
      let ringing = WallTime.now
      for statement in statements {
        // Without effect on the two that name no project.
        statement.bind(1, id.number)
        try statement.run()
      }
      let committed = WallTime.now
      let shell = try ChildProgram(["/bin/sh", "-c", command(id)], output: nowhere)
      shell.end(0)
      return Passage(
        timer: ringing.milliseconds(since: time), commit: committed.milliseconds(since: time))
    }
  }

  /// What a claim writes, in one transaction.
  private static let claim = [
    "BEGIN IMMEDIATE",
    "UPDATE projects SET status = 'destroying', generation = generation + 1 WHERE id = ?",
    "INSERT INTO executions (project_id, status) VALUES (?, 'pending')",
    "INSERT INTO events (project_id, type, message) VALUES (?, 'executed', 'Teardown started')",
    "COMMIT",
  ]
}
