import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

/// Root ignores permission bits, so there the immutable attribute stands in for them.
@Suite("A place that cannot be written", .enabled { await ReadOnlyPlace.canBeMade() }, .bothEngines)
struct ReadOnlyTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test("is named when the file is read-only")
  func file() async throws {
    try await openStore(in: folder).close()
    let place = try await ReadOnlyPlace(folder.file)
    await #expect(throws: StoreError.readOnly(path: folder.file)) {
      try await ProjectStore.open(at: folder.file, engine: .underTest)
    }
    try await place.release()
  }

  @Test("is named when the folder is, though SQLite would open the file")
  func folderItself() async throws {
    try await openStore(in: folder).close()
    let place = try await ReadOnlyPlace(folder.path)
    await #expect(throws: StoreError.readOnly(path: folder.path)) {
      try await ProjectStore.open(at: folder.file, engine: .underTest)
    }
    try await place.release()
  }

  @Test("is named when it becomes so after opening, and nothing is written")
  func later() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample("/srv/first"))
    try FileManager.default.removeItem(atPath: folder.file + "-journal")
    let place = try await ReadOnlyPlace(folder.path)
    await #expect(throws: ChangeError.self) {
      try await store.projects.add(sample("/srv/second"), at: noon) { _ in nil }
    }
    try await place.release()
    #expect(try await store.projects.all().values.map(\.path) == ["/srv/first"])
  }
}

/// Something made unwritable until released.
struct ReadOnlyPlace {
  private let path: String
  private let mode: Int

  init(_ path: String) async throws {
    self.path = path
    mode = try ProjectStoreTests.mode(of: path)
    if geteuid() == 0 {
      try await Self.changeAttribute("+i", path)
    } else {
      chmod(path, mode_t(mode & 0o555))
    }
  }

  func release() async throws {
    if geteuid() == 0 { try await Self.changeAttribute("-i", path) } else { chmod(path, mode_t(mode)) }
  }

  static func canBeMade() async -> Bool {
    guard let folder = try? TestFolder(), let place = try? await ReadOnlyPlace(folder.path)
    else { return false }
    let isReadOnly = access(folder.path, W_OK) != 0
    try? await place.release()
    return isReadOnly
  }

  private static func changeAttribute(_ change: String, _ path: String) async throws {
    guard try await ChildProcess.run(["chattr", change, path]).code == 0 else { throw POSIXError(.EPERM) }
  }
}
