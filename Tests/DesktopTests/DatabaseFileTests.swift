import Foundation
import RealParts
import Testing

/// Files that cannot be used: each is named with a way out, and left as it is.
@Suite struct DatabaseFileTests {
  enum Trouble: String, CaseIterable, Sendable {
    case notADatabase = "is not an SQLite database"
    case newer = "written by a newer version"
    case folderMissing = "is not there; make it"
    case directory = "is a folder; name the file in it"
    case otherProgram = "is a database of another program (its tables: foo)"
    case truncated = "is damaged"
  }

  @Test(
    arguments: Trouble.allCases,
    [["list"], ["add", ".", "--timeout", "1h", "--command", "true"], ["daemon"]])
  func isNamedAndLeftAlone(trouble: Trouble, command: [String]) async throws {
    // A daemon waits for a folder: it may be mounted late.
    guard (trouble, command) != (.folderMissing, ["daemon"]) else { return }
    try await Desk.with(bus: false) { desk in
      let file = try await make(trouble, at: desk)
      let before = FileManager.default.contents(atPath: file)
      let answer = try await desk.start([Desk.killallTofu] + command + ["--database", file]).finished()
      #expect(answer.code == 1)
      #expect(answer.errors.contains(trouble.rawValue), "\(answer.errors)")
      #expect(answer.errors.contains(URL(filePath: file).deletingLastPathComponent().lastPathComponent))
      #expect(FileManager.default.contents(atPath: file) == before)
    }
  }

  /// Made absolute, no name would be the current directory's.
  @Test(arguments: [["list"], ["doctor"], ["add", ".", "--timeout", "1h", "--command", "true"], ["daemon"]])
  func noNameIsNoFile(command: [String]) async throws {
    try await Desk.with(bus: false) { desk in
      let answer = try await desk.start([Desk.killallTofu] + command + ["--database", ""]).finished()
      #expect(answer.code == 64)
      #expect(answer.errors.contains("--database names no file"), "\(answer.errors)")
    }
  }

  /// Whoever only reads must not make an empty file a database without projects.
  @Test(arguments: [["list"], ["show", "demo"], ["doctor"], ["backup", "copy.db"]])
  func anEmptyFileIsNamed(command: [String]) async throws {
    try await Desk.with(bus: false) { desk in
      let file = "\(desk.folder)/some.db"
      try Data().write(to: URL(filePath: file))
      let answer = try await desk.start([Desk.killallTofu] + command + ["--database", file]).finished()
      #expect(answer.code == 1)
      #expect((answer.errors + answer.output).contains("is empty, and may have held projects"), "\(answer)")
      #expect(FileManager.default.contents(atPath: file) == Data())
    }
  }

  @Test func aLockedFileIsWaitedForAndThenNamed() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      let script =
        "import sqlite3,time,sys; c=sqlite3.connect(sys.argv[1]); c.execute('BEGIN EXCLUSIVE'); "
        + "print('locked', flush=True); time.sleep(60)"
      let holder = try desk.start(["python3", "-c", script, desk.database])
      try await desk.wait("the lock") { holder.output.contains("locked") }
      let answer = try await desk.killallTofu("extend", "project", "1h")
      #expect(answer.code == 1)
      #expect(answer.errors.contains("is locked by python3"), "\(answer.errors)")
      await holder.end()
      #expect(try await desk.killallTofu("extend", "project", "1h").code == 0)
    }
  }

  @Test func beforeTheFirstProjectThereIsNothingToList() async throws {
    try await Desk.with(bus: false) { desk in
      let list = try await desk.killallTofu("list")
      #expect(list.code == 0)
      #expect(list.output.contains("No projects yet"))
      #expect(try await desk.killallTofu("list", "--json").output == "[]\n")
      let history = try await desk.killallTofu("history", "--json")
      #expect(history.code == 0 && history.output == "[]\n")
      #expect(try await desk.killallTofu("history", "demo", "--json").code == 66)
      let show = try await desk.killallTofu("show", "demo")
      #expect(show.code == 66)
      #expect(show.errors.contains("no project has been registered yet"))
      #expect(!FileManager.default.fileExists(atPath: desk.database))
    }
  }

  private func make(_ trouble: Trouble, at desk: Desk) async throws -> String {
    let file = "\(desk.folder)/some.db"
    switch trouble {
    case .notADatabase: try Data("a letter to my aunt\n".utf8).write(to: URL(filePath: file))
    case .newer:
      _ = try await desk.run("sqlite3", file, "CREATE TABLE projects(id); PRAGMA user_version = 99")
    case .folderMissing: return "\(desk.folder)/nowhere/some.db"
    case .directory: try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    case .otherProgram: _ = try await desk.run("sqlite3", file, "CREATE TABLE foo(title TEXT)")
    case .truncated:
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--command", "true", "--database", file)
      let whole = try Data(contentsOf: URL(filePath: file))
      try whole.prefix(whole.count / 2).write(to: URL(filePath: file))
    }
    return file
  }
}
