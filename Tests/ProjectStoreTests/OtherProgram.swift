import Foundation
import RealParts
import Testing

/// The real `sqlite3` program as the other writer of the file.
enum OtherProgram {
  struct Failure: Error {
    var text: String
  }

  /// Runs `sql` on the file at `path` and returns what it prints.
  @discardableResult
  static func run(_ sql: String, on path: String) async throws -> String {
    let finished = try await ChildProcess.run(
      ["sqlite3", "-batch", "-bail", "-cmd", ".timeout 5000", path], input: sql + "\n")
    guard finished.code == 0 else { throw Failure(text: finished.output + finished.errors) }
    return finished.output.trimmingCharacters(in: .newlines)
  }

  /// Kills one in the middle of a write to the projects of the file at `path`, so that its journal lies there.
  static func crash(writing path: String) async throws {
    let crashing = try ChildProcess(["sqlite3", "-batch", path], takesInput: true)
    await crashing.write(
      """
      PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;
      UPDATE projects SET name = hex(zeroblob(40000)); SELECT 'written';

      """)
    try #require(await crashing.firstLine() == "written")
    await crashing.end(SIGKILL)
    try #require(FileManager.default.fileExists(atPath: path + "-journal"))
  }
}

/// A running `sqlite3` program that keeps a transaction open until it is told to stop.
final class OpenTransaction: Sendable {
  private let process: ChildProcess
  var processID: Int32 { process.pid }

  /// Begins a transaction of `kind` on the file at `path` and waits until it holds its lock.
  init(_ kind: String, on path: String, says expected: String = "held") async throws {
    process = try ChildProcess(["sqlite3", "-batch", path], takesInput: true)
    await process.write("BEGIN \(kind); SELECT 'held';\n")
    try #require(await process.firstLine() == expected, "\(process.errors)")
  }

  deinit {
    process.closeInput()
  }

  func end() async {
    process.closeInput()
    _ = await process.finished()
  }
}

/// The tables as the seed's own program makes them, with its text times.
let seedSchema = """
  CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    timeout TEXT NOT NULL, command TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP,
    destroy_at INTEGER);
  CREATE TABLE executions (id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL REFERENCES projects(id) ON DELETE CASCADE, status TEXT NOT NULL, output TEXT,
    error TEXT, exit_code INTEGER, started_at INTEGER, completed_at INTEGER,
    created_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER REFERENCES projects(id) ON DELETE CASCADE, type TEXT NOT NULL, message TEXT NOT NULL,
    metadata TEXT, created_at INTEGER NOT NULL DEFAULT CURRENT_TIMESTAMP);
  """

/// A statement that inserts a project naming only the seed's columns.
func insertion(_ path: String, active: Int = 1, destroyAt: String = "4000000000") -> String {
  """
  INSERT INTO projects (path, name, timeout, command, active, destroy_at)
  VALUES ('\(path)', 'demo', '2 hours', 'true', \(active), \(destroyAt));
  """
}
