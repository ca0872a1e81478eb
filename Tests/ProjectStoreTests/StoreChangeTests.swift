import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

@Suite("Other writers", .timeLimit(.minutes(1)), .bothEngines)
struct StoreChangeTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  /// The next change after `action`.
  private func next(
    _ changes: AsyncStream<StoreChange>, after action: () async throws -> Void
  ) async throws -> StoreChange? {
    try await action()
    var iterator = changes.makeAsyncIterator()
    return await iterator.next()
  }

  @Test(
    "are seen without asking, in every journal mode they may use",
    arguments: ["DELETE", "TRUNCATE", "PERSIST", "WAL"])
  func seen(journal: String) async throws {
    let store = try await openStore(in: folder)
    let changes = try await store.changes()
    for number in 0..<3 {
      let seen = try await next(changes) {
        try await OtherProgram.run(
          "PRAGMA journal_mode = \(journal); \(insertion("/srv/\(number)"))", on: folder.file)
      }
      #expect(seen == .changed)
      #expect(try await store.projects.all().values.count == number + 1)
    }
  }

  @Test("are seen through a link to the file", arguments: [true, false])
  func links(isSymbolic: Bool) async throws {
    let store = try await openStore(in: folder)
    let link = folder.path("elsewhere.db")
    if isSymbolic {
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.file)
    } else {
      try FileManager.default.linkItem(atPath: folder.file, toPath: link)
    }
    let seen = try await next(try await store.changes()) {
      try await OtherProgram.run(insertion("/srv/a"), on: link)
    }
    #expect(seen == .changed)
  }

  @Test("are told of the file's going, coming back and being replaced")
  func places() async throws {
    let store = try await openStore(in: folder)
    let changes = try await store.changes()
    let away = folder.path("away.db")
    let gone = try await next(changes) { try FileManager.default.moveItem(atPath: folder.file, toPath: away) }
    #expect(gone == .gone)
    let back = try await next(changes) { try FileManager.default.moveItem(atPath: away, toPath: folder.file) }
    #expect(back == .changed)
    try await OtherProgram.run(seedSchema, on: folder.path("new.db"))
    let replaced = try await next(changes) { rename(folder.path("new.db"), folder.file) }
    #expect(replaced == .replaced)
  }

  /// Asked directly, because waiting for nothing to happen would take a sleep.
  @Test("are told apart from us, and told once")
  func ours() async throws {
    let store = try await openStore(in: folder)
    let (stream, continuation) = AsyncStream<StoreChange>.makeStream()
    let identity = try #require(store.identity)
    let observer = ChangeObserver(
      watch: try FileWatch(path: folder.file), path: folder.file, opened: identity, file: store.file,
      version: try await store.read { try ChangeObserver.version($0) }, continuation: continuation)
    let project = try await store.projects.add(sample())
    observer.check()
    _ = try await store.projects.update(project.id, at: noon) {
      $0.name = "ours"
      return nil
    }
    observer.check()
    try await OtherProgram.run(insertion("/srv/theirs"), on: folder.file)
    _ = try await store.projects.update(project.id, at: noon) {
      $0.name = "ours again"
      return nil
    }
    observer.check()
    observer.check()
    continuation.finish()
    #expect(await stream.reduce(into: []) { $0.append($1) } == [.changed])
  }

  @Test("wake us only for our file")
  func strangers() async throws {
    try await OtherProgram.run(seedSchema, on: folder.file)
    let watch = try FileWatch(path: folder.file)
    #expect(!watch.drain())
    try Data("x".utf8).write(to: URL(filePath: folder.path("stranger")))
    #expect(!watch.drain())
    try await OtherProgram.run("SELECT * FROM projects", on: folder.file)
    #expect(!watch.drain())
    try await OtherProgram.run(insertion("/srv/a"), on: folder.file)
    #expect(watch.drain())
    #expect(!watch.drain())
  }

  @Test("end the watch when nobody listens")
  func consumerGone() async throws {
    let store = try await openStore(in: folder)
    let task = Task {
      for await change in try await store.changes() { return Optional(change) }
      return nil
    }
    task.cancel()
    #expect(try await task.value == nil)
  }
}
