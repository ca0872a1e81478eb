import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("The file that is imported")
struct ImportSourceTests {
  let folder: TestFolder
  let place: String
  var source: String { place + "/killall.db" }

  init() throws {
    folder = try TestFolder("import")
    place = folder.path("theirs")
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
  }

  private func read(patience: Duration = .seconds(5)) async throws(ImportError) -> ImportPlan {
    try await ImportPlan.read(from: source, at: noon, patience: patience)
  }

  private func error(patience: Duration = .seconds(5)) async -> ImportError? {
    do {
      _ = try await read(patience: patience)
      return nil
    } catch {
      return error
    }
  }

  /// Every file of the folder: its bytes, and when it was changed.
  private func state() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place).sorted().map { name in
      let path = place + "/" + name
      var status = stat()
      try #require(stat(path, &status) == 0)
      let bytes = try Data(contentsOf: URL(filePath: path))
      let times = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ino)
      return "\(name) \(times) \(bytes.base64EncodedString())"
    } + ["\(try folderTime())"]
  }

  private func folderTime() throws -> Int {
    var status = stat()
    try #require(stat(place, &status) == 0)
    return status.st_mtim.tv_nsec
  }

  @Test("stays as it is, and so does its folder", arguments: originals)
  func untouched(sql: String) async throws {
    try await OtherProgram.run(sql, on: source)
    let before = try state()
    #expect(try await read().projects.count == 3)
    #expect(try state() == before)
  }

  /// A connection to it would make files beside it, or leave them there.
  @Test("stays as it is in WAL mode")
  func untouchedWAL() async throws {
    try await OtherProgram.run("PRAGMA journal_mode = WAL;" + originals[2], on: source)
    let before = try state()
    #expect(try await read().projects.count == 3)
    #expect(try state() == before)
  }

  /// A copy that were a link as well would be written through.
  @Test("stays as it is where the path is a link to it", arguments: ["DELETE", "WAL"])
  func link(mode: String) async throws {
    try await OtherProgram.run("PRAGMA journal_mode = \(mode);" + originals[2], on: source)
    let link = folder.path("link.db")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "theirs/killall.db")
    let before = try state()
    #expect(try await ImportPlan.read(from: link, at: noon).projects.count == 3)
    #expect(try state() == before)
  }

  @Test("is read with what lies in the log of a program that has it open")
  func openWAL() async throws {
    try await OtherProgram.run("PRAGMA journal_mode = WAL;" + originals[2], on: source)
    let other = try await OpenTransaction(
      "IMMEDIATE; UPDATE projects SET name = 'renamed' WHERE id = 'proj_a'; COMMIT; BEGIN IMMEDIATE",
      on: source)
    let before = try state()
    #expect(before.count == 4)
    #expect(try await read().projects.first?.project.name == "renamed")
    #expect(try state() == before)
    await other.end()
  }

  @Test("is read while another program has it open")
  func heldOpen() async throws {
    try await OtherProgram.run(originals[1], on: source)
    let other = try await OpenTransaction(
      "DEFERRED; CREATE TEMP TABLE held AS SELECT * FROM projects", on: source)
    let before = try state()
    #expect(try await read().projects.count == 3)
    #expect(try state() == before)
    await other.end()
  }

  @Test("is waited for where it is locked, and who locks it is named")
  func locked() async throws {
    try await OtherProgram.run(originals[1], on: source)
    let other = try await OpenTransaction("EXCLUSIVE", on: source)
    let clock = ContinuousClock.now
    #expect(
      await error(patience: .milliseconds(200))
        == .locked(path: source, holder: LockHolder(processID: other.processID, program: "sqlite3")))
    #expect(ContinuousClock.now - clock >= .milliseconds(190))
    await other.end()
    #expect(try await read().projects.count == 3)
  }

  /// The journal of a program that crashed holds what the file was before; it is played back in a copy.
  @Test("is read as it was before a write that a crash cut off")
  func hotJournal() async throws {
    try await OtherProgram.run(originals[1], on: source)
    try await OtherProgram.crash(writing: source)
    let before = try state()
    #expect(try await read().projects.map(\.project.name) == ["ahead", "b", "gone"])
    #expect(try state() == before)
  }

  enum Trouble: CaseIterable, Sendable {
    case missing, folder, empty, text, short, truncated, noTables, otherTables, ours, pipe
  }

  @Test("is named where it cannot be used, and left alone", arguments: Trouble.allCases)
  func trouble(trouble: Trouble) async throws {
    switch trouble {
    case .missing: #expect(await error() == .missing(path: source))
    case .folder:
      try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: false)
      #expect(await error() == .notAFile(path: source))
    case .pipe:
      try #require(mkfifo(source, 0o600) == 0)
      #expect(await error() == .notAFile(path: source))
    case .empty:
      try Data().write(to: URL(filePath: source))
      #expect(await error() == .empty(path: source))
    case .text:
      try Data(String(repeating: "a letter to my aunt\n", count: 200).utf8).write(to: URL(filePath: source))
      #expect(await error() == .notADatabase(path: source))
    case .short:
      try Data("SQLite format 3\0".utf8).write(to: URL(filePath: source))
      #expect(await error() == .notADatabase(path: source))
    case .truncated:
      try await OtherProgram.run(originals[1], on: source)
      let whole = try Data(contentsOf: URL(filePath: source))
      try whole.prefix(whole.count / 2).write(to: URL(filePath: source))
      guard case .corrupt(source, _)? = await error() else {
        Issue.record("not found damaged")
        return
      }
    case .noTables:
      try await OtherProgram.run("PRAGMA user_version = 1", on: source)
      #expect(await error() == .unknownTables(path: source, found: "no tables"))
    case .otherTables:
      try await OtherProgram.run("CREATE TABLE moz_places (id INTEGER)", on: source)
      #expect(await error() == .unknownTables(path: source, found: "the tables moz_places"))
    case .ours:
      try await ProjectStore.open(at: source, create: .file).close()
      #expect(await error() == .ours(path: source))
    }
  }

  /// Root may read anything, so there is nothing to be seen then.
  @Test("is named where it may not be read", .enabled(if: geteuid() != 0))
  func permission() async throws {
    try await OtherProgram.run(originals[1], on: source)
    try #require(chmod(source, 0) == 0)
    #expect(await error() == .unreadable(path: source, text: "Permission denied"))
  }

  @Test("is copied where nobody else can look, and the copy goes")
  func copy() throws {
    try Data("x".utf8).write(to: URL(filePath: source))
    var copy: PrivateCopy? = try PrivateCopy(of: source, companion: "-wal", patience: .zero)
    let path = try #require(copy?.path)
    #expect(try mode(of: path) == 0o600)
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    #expect(try mode(of: folder) == 0o700)
    copy = nil
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}
