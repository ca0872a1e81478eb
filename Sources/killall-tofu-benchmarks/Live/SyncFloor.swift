import Deadlines
import Glibc

/// A teardown by hand, with every sync of the disk that the executor waits for, one after the other, and nothing else.
struct SyncFloor {
  private let folder: String
  private let connection: FloorConnection
  private let claim: [FloorStatement]
  private let finish: [FloorStatement]

  /// Works in a folder of its own, on a file as the daemon's.
  init(in folder: String, database: String) throws {
    self.folder = folder
    let connection = try FloorConnection(path: database)
    self.connection = connection
    claim = try Self.claimSQL.map { sql throws(FloorError) in try connection.prepare(sql) }
    finish = try Self.finishSQL.map { sql throws(FloorError) in try connection.prepare(sql) }
    guard mkdir(folder, 0o700) == 0 else { throw LiveError.last("mkdir") }
  }

  /// Runs a command with its record; blocks until that is on the disk.
  func run(_ number: Int64, _ command: String, output: Int32) throws {
    let own = "\(folder)/\(number)"
    guard mkdir(own, 0o700) == 0 else { throw LiveError.last("mkdir") }
    try write("intent", in: own, isNew: true)
    try synchronize(folder)
    try record(claim, number)
    try write("started", in: own)
    let shell = try ChildProgram(["/bin/sh", "-c", command], output: output)
    shell.end(0)
    try write("ended", in: own)
    try record(finish, number)
  }

  private func record(_ statements: [FloorStatement], _ number: Int64) throws {
    for statement in statements {
      // Without effect on the two that name no project.
      statement.bind(1, number)
      try statement.run()
    }
  }

  private func write(_ name: String, in folder: String, isNew: Bool = false) throws(LiveError) {
    let path = "\(folder)/\(name)"
    let draft = isNew ? path : path + ".new"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .last("open") }
    defer { close(file) }
    let bytes = [UInt8](repeating: 0x20, count: 1_000)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw .last("write") }
    guard fsync(file) == 0 else { throw .last("fsync") }
    if !isNew, rename(draft, path) != 0 { throw .last("rename") }
    try synchronize(folder)
  }

  private func synchronize(_ folder: String) throws(LiveError) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .last("open") }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw .last("fsync") }
  }

  private static let claimSQL = [
    "BEGIN IMMEDIATE",
    "UPDATE projects SET status = 'destroying', generation = generation + 1 WHERE id = ?",
    "INSERT INTO executions (project_id, status) VALUES (?, 'pending')",
    "INSERT INTO events (project_id, type, message) VALUES (?, 'executed', 'Teardown started')",
    "COMMIT",
  ]

  private static let finishSQL = [
    "BEGIN IMMEDIATE", "UPDATE executions SET status = 'completed', exit_code = 0 WHERE project_id = ?",
    "UPDATE projects SET status = 'destroyed', active = 0 WHERE id = ?",
    "INSERT INTO events (project_id, type, message) VALUES (?, 'destroyed', 'Destroyed')", "COMMIT",
  ]
}
