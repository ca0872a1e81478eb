import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("A backup")
struct BackupTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test("is a file like the one in use, with the same rows", arguments: ProjectStore.Engine.allCases)
  func rows(engine: ProjectStore.Engine) async throws {
    let store = try await ProjectStore.open(at: folder.file, create: .file, engine: engine)
    let project = try await store.projects.add(sample())
    _ = try await store.executions.claim(project, request())
    let target = folder.path("copy.db")
    let copy = try await store.backup(to: target)
    let size = try #require(try FileManager.default.attributesOfItem(atPath: target)[.size] as? NSNumber)
    #expect(copy == Backup(path: target, size: size.int64Value))
    #expect(try mode(of: target) == 0o600)
    #expect(try folder.names.filter { $0.hasPrefix("copy") || $0.hasPrefix(".") } == ["copy.db"])
    // File format 1 for reading and writing: no write-ahead log (SQLite file format, "File format version numbers").
    #expect(try Data(contentsOf: URL(filePath: target))[18...19] == Data([1, 1]))
    let opened = try await ProjectStore.open(at: target)
    #expect(opened.upgrade == nil)
    #expect(try await opened.projects.all() == store.projects.all())
    #expect(try await opened.executions.fetch(.all) == store.executions.fetch(.all))
    // Ids are not given out twice, not even by the copy.
    #expect(try await opened.answer("SELECT name, seq FROM sqlite_sequence ORDER BY name").count == 2)
  }

  private let warned = """
    INSERT INTO projects (path, name, timeout, command, accepted_generation, accepted_boot, accepted_awake,
      accepted_at, accepted_offset) VALUES ('/srv/a', 'a', '1h', 'true', 1, 'boot', 7, 8, 9);
    """
  private let acceptance =
    "SELECT accepted_generation, accepted_boot, accepted_awake, accepted_at, accepted_offset FROM projects"

  /// Put back, it would let a deadline strike that the user was told is over.
  @Test("holds no acceptance of a warning, and is otherwise the same")
  func warnings() async throws {
    let store = try await openStore(in: folder)
    try await store.run(warned)
    let copy = try await store.backup(to: folder.path("copy.db")).path
    #expect(try await OtherProgram.run(acceptance, on: copy) == "||||")
    #expect(try await OtherProgram.run(acceptance, on: folder.file) == "1|boot|7|8|9")
    let rest = "UPDATE projects SET accepted_generation = NULL, accepted_boot = NULL, accepted_awake = NULL, "
    try await OtherProgram.run(rest + "accepted_at = NULL, accepted_offset = NULL", on: folder.file)
    let rows = "SELECT * FROM projects; SELECT * FROM sqlite_sequence"
    #expect(try await OtherProgram.run(rows, on: copy) == OtherProgram.run(rows, on: folder.file))
    #expect(try folder.names.filter { $0.hasPrefix("copy") || $0.hasPrefix(".") } == ["copy.db"])
    #expect(try mode(of: copy) == 0o600)
  }

  @Test("holds none before a migration either")
  func warningsBeforeMigration() async throws {
    try await openStore(in: folder).run("\(warned) PRAGMA user_version = 2")
    #expect(
      try await ProjectStore.open(at: folder.file).upgrade?.backup == folder.path("projects.db.backup-2"))
    #expect(try await OtherProgram.run(acceptance, on: folder.path("projects.db.backup-2")) == "||||")
  }

  @Test("is one moment of a file that others write to all the time")
  func consistent() async throws {
    let store = try await openStore(in: folder)
    try await store.run(
      "CREATE TABLE one (n INTEGER); CREATE TABLE two (n INTEGER); INSERT INTO one VALUES (0); INSERT INTO two VALUES (0)"
    )
    let script = """
      import sqlite3, sys
      c = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
      print("on", flush=True)
      while True:
        c.execute("BEGIN IMMEDIATE")
        for table in ("one", "two"):
          c.execute(f"UPDATE {table} SET n = n + 1")
          c.execute("INSERT INTO events (type, message) VALUES ('error', ?)", ("m" * 3000,))
        c.execute("COMMIT")
      """
    let writer = try ChildProcess(["python3", "-c", script, folder.file])
    #expect(await writer.firstLine() == "on")
    var counts: Set<String> = []
    for number in 1...12 {
      let copy = try await store.backup(to: folder.path("copy-\(number).db")).path
      let answer = try await OtherProgram.run(
        "PRAGMA integrity_check; SELECT n - (SELECT n FROM two), 2 * n - (SELECT count(*) FROM events) FROM one",
        on: copy)
      #expect(answer == "ok\n0|0")
      counts.insert(try await OtherProgram.run("SELECT n FROM one", on: copy))
    }
    await writer.end()
    #expect(counts.count > 6, "the writer was held up: \(writer.errors)")
  }

  enum Name: CaseIterable {
    case database, journal, notYetJournal, lock, link, hardLink, throughFolderLink, linkedDatabase
  }

  @Test("never takes the place of the database or a file beside it", arguments: Name.allCases)
  func ownFiles(name: Name) async throws {
    let files = FileManager.default
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample())
    let target: String
    switch name {
    case .database: target = folder.file
    case .journal: target = folder.file + "-journal"
    case .notYetJournal: target = folder.file + "-wal"
    case .lock: target = folder.file + ".lock"
    case .link:
      target = folder.path("link")
      try files.createSymbolicLink(atPath: target, withDestinationPath: folder.file)
    case .hardLink:
      target = folder.path("link")
      try files.linkItem(atPath: folder.file, toPath: target)
    case .throughFolderLink:
      try files.createSymbolicLink(atPath: folder.path("here"), withDestinationPath: folder.path)
      target = folder.path("here/projects.db-shm")
    case .linkedDatabase:
      try files.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: folder.file)
      let linked = try await ProjectStore.open(at: folder.path("link"))
      await #expect(throws: BackupError.belongsToDatabase(path: folder.file + "-journal")) {
        try await linked.backup(to: folder.file + "-journal", replacing: true)
      }
      return
    }
    await #expect(throws: BackupError.belongsToDatabase(path: target)) {
      try await store.backup(to: target, replacing: true)
    }
    #expect(try await store.projects.all().values.count == 1)
  }

  @Test("replaces a file only where it may, and a link rather than what it points to")
  func existing() async throws {
    let store = try await openStore(in: folder)
    let (target, other) = (folder.path("copy.db"), folder.path("letter"))
    try Data("dear aunt".utf8).write(to: URL(filePath: other))
    try FileManager.default.createSymbolicLink(atPath: target, withDestinationPath: other)
    for name in [target, other] {
      await #expect(throws: BackupError.exists(path: name)) { try await store.backup(to: name) }
    }
    _ = try await store.backup(to: target, replacing: true)
    #expect(try String(contentsOfFile: other, encoding: .utf8) == "dear aunt")
    #expect(try await ProjectStore.open(at: target).upgrade == nil)
  }

  @Test("is refused where no file can be made, and leaves nothing behind")
  func impossible() async throws {
    let store = try await openStore(in: folder)
    #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
    symlink("fifo", folder.path("link"))
    let before = try folder.names
    let cases: [(String, BackupError)] = [
      (folder.path, .isFolder(path: folder.path)),
      (folder.path("none/copy.db"), .folderMissing(path: folder.path("none"))),
      (folder.path("fifo/copy.db"), .folderMissing(path: folder.path("fifo"))),
      (folder.path("fifo"), .notAFile(path: folder.path("fifo"))),
      (folder.path("link"), .notAFile(path: folder.path("link"))),
    ]
    for (target, error) in cases {
      await #expect(throws: error) { try await store.backup(to: target, replacing: true) }
    }
    let long = folder.path(String(repeating: "n", count: 300))
    await #expect(throws: BackupError.io(path: long, text: "File name too long")) {
      try await store.backup(to: long)
    }
    #expect(try folder.names == before)
    await #expect(throws: BackupError.source(.fileMissing(path: ":memory:"))) {
      try await ProjectStore.inMemory().backup(to: folder.path("copy.db"))
    }
  }

  @Test("is not made of a file that was replaced, that is damaged, or that stays locked")
  func source() async throws {
    let store = try await openStore(in: folder)
    for number in 0..<40 {
      _ = try await store.projects.add(sample("/srv/\(number)", name: String(repeating: "n", count: 900)))
    }
    let target = folder.path("copy.db")
    let transaction = try await OpenTransaction("EXCLUSIVE", on: folder.file)
    let copy = FileBackup(source: folder.file, target: target)
    guard case .source(.locked(folder.file, let holder))? = failure(of: copy) else {
      return #expect(Bool(false), "copied a locked file")
    }
    #expect(holder?.processID == transaction.processID)
    await transaction.end()
    let size = try #require(try FileManager.default.attributesOfItem(atPath: folder.file)[.size] as? NSNumber)
    truncate(folder.file, size.intValue / 2)
    guard case .source(.corrupt(folder.file, _))? = failure(of: copy) else {
      return #expect(Bool(false), "copied a damaged file")
    }
    try FileManager.default.moveItem(atPath: folder.file, toPath: folder.path("old.db"))
    await #expect(throws: BackupError.source(.replaced(path: folder.file))) {
      try await store.backup(to: target)
    }
    #expect(try folder.names.filter { $0.hasPrefix("copy") || $0.hasPrefix(".") }.isEmpty)
  }

  private func failure(of copy: FileBackup) -> BackupError? {
    do throws(BackupError) {
      _ = try copy.write()
      return nil
    } catch {
      return error
    }
  }

  @Test("is refused in a folder that cannot be written", .enabled { await ReadOnlyPlace.canBeMade() })
  func readOnly() async throws {
    let store = try await openStore(in: folder)
    let there = folder.path("there")
    try FileManager.default.createDirectory(atPath: there, withIntermediateDirectories: false)
    let place = try await ReadOnlyPlace(there)
    await #expect(throws: BackupError.readOnly(path: there)) {
      try await store.backup(to: there + "/copy.db")
    }
    try await place.release()
  }
}
