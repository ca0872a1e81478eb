import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("A look at a file", .bothEngines) struct StoreInspectionTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  /// All there is in the folder: names, bytes, modes and when they were changed.
  private func trace() throws -> [String] {
    try folder.names.map { name in
      let state = FileState(ofFileAt: folder.path(name))
      let bytes = FileManager.default.contents(atPath: folder.path(name))
      return
        "\(name) \(String(describing: state)) \(try mode(of: folder.path(name))) \(bytes?.hashValue ?? 0)"
    }
  }

  @Test("reads every row, writes none, and changes nothing about the file")
  func unchanged() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample("/srv/first"))
    try store.close()
    chmod(folder.file, 0o644)
    let before = try trace()
    let inspection = try await StoreInspection.open(at: folder.file)
    #expect(inspection.isUpToDate && !inspection.isInWAL)
    #expect(try await inspection.store.projects.all().values.map(\.path) == ["/srv/first"])
    let condition = try await inspection.store.condition()
    #expect(condition.journalMode == "truncate" && condition.synchronous == 2 && condition.projects == 1)
    try await inspection.store.verify()
    await #expect(throws: ChangeError.self) {
      try await inspection.store.projects.add(sample("/srv/second"), at: noon) { _ in nil }
    }
    #expect(try trace() == before)
  }

  @Test("of an earlier shape says so and migrates nothing")
  func earlier() async throws {
    try Data().write(to: URL(filePath: folder.file))
    let connection = try RawConnection(folder.file, patience: .zero)
    _ = try Migrator(path: folder.file, migrations: Array(Migration.all.prefix(3))).migrate(connection)
    try connection.close()
    let before = try trace()
    let inspection = try await StoreInspection.open(at: folder.file)
    #expect(inspection.version == 3 && !inspection.isUpToDate)
    try await inspection.store.verify()
    #expect(try trace() == before)
  }

  @Test("after a crash reads what was there before, from a copy")
  func hotJournal() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample("/srv/first", name: "first"))
    try store.close()
    try await OtherProgram.crash(writing: folder.file)
    // SQLite, run by root, gives the journal to whom it belongs already: its status changes, nothing in it.
    let before = try folder.contents
    let inspection = try await StoreInspection.open(at: folder.file)
    #expect(!inspection.isInWAL)
    #expect(try await inspection.store.projects.all().values.map(\.name) == ["first"])
    #expect(try folder.contents == before)
  }

  @Test(
    "in WAL mode reads what stands in the log only, from a copy, and by a link as well",
    arguments: [true, false])
  func writeAheadLog(byLink: Bool) async throws {
    let store = try await openStore(in: folder)
    try store.close()
    let other = try RawConnection(folder.file, patience: .zero)
    try other.execute("PRAGMA journal_mode = WAL")
    try other.execute(
      "INSERT INTO projects (path, name, timeout, command, created_at, updated_at) VALUES ('/srv/a', 'a', '1h', 'true', 1, 1)"
    )
    let links = try TestFolder("links")
    let link = links.path("link.db")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file)
    let before = try trace()
    let inspection = try await StoreInspection.open(at: byLink ? link : folder.file)
    #expect(inspection.isInWAL)
    #expect(try await inspection.store.projects.count() == 1)
    // A change would be lost with the copy.
    await #expect(throws: ChangeError.self) {
      try await inspection.store.projects.add(sample("/srv/second"), at: noon) { _ in nil }
    }
    #expect(try trace() == before)
    try other.close()
  }

  @Test(
    "of a file or folder that cannot be written is none the less a look",
    .enabled { await ReadOnlyPlace.canBeMade() })
  func readOnly() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample("/srv/first"))
    try store.close()
    let (file, place) = (try await ReadOnlyPlace(folder.file), try await ReadOnlyPlace(folder.path))
    let inspection = try await StoreInspection.open(at: folder.file)
    #expect(try await inspection.store.projects.count() == 1)
    try await place.release()
    try await file.release()
  }

  @Test("names what is wrong with the file as opening it would")
  func troubles() async throws {
    await #expect(throws: StoreError.fileMissing(path: folder.file)) {
      try await StoreInspection.open(at: folder.file)
    }
    await #expect(throws: StoreError.folderMissing(path: folder.path("none"))) {
      try await StoreInspection.open(at: folder.path("none/a.db"))
    }
    try Data("a letter to my aunt, which is long enough for a header\n".utf8).write(
      to: URL(filePath: folder.file))
    await #expect(throws: StoreError.notADatabase(path: folder.file)) {
      try await StoreInspection.open(at: folder.file)
    }
    try Data().write(to: URL(filePath: folder.file))
    await #expect(throws: StoreError.empty(path: folder.file)) {
      try await StoreInspection.open(at: folder.file)
    }
  }

  @Test("cuts short a question that takes too long")
  func endless() async throws {
    try await openStore(in: folder).close()
    let inspection = try await StoreInspection.open(at: folder.file)
    let answer = try await inspection.ask(within: .milliseconds(100)) { store throws(StoreError) in
      try await store.read {
        try $0.integer("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n")
      }
    }
    #expect(answer == nil)
    #expect(
      try await inspection.ask(within: .seconds(60)) { store throws(StoreError) in
        try await store.projects.count()
      } == 0)
  }
}
