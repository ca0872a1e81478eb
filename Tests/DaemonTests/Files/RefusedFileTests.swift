import Deadlines
import Discovery
import Foundation
import Notifications
import ProjectStore
import Settings
import Testing

@testable import Daemon

/// What is told of files that are not taken, and of what is not told again.
@Suite(.timeLimit(.minutes(1))) struct RefusedFileTests {
  /// Writes the project file, and has the daemon hear of it.
  @discardableResult
  private func write(
    _ text: String, in watch: Watch, isDenied: Bool = false
  ) async throws -> FoundFile {
    let path = watch.project + "/" + ProjectFile.name
    try Data(text.utf8).write(to: URL(filePath: path))
    for place in [path, watch.project] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place)
    }
    let found = await FileRegistrar.read(in: watch.project)
    if isDenied { try await deny(found, on: watch) }
    watch.mailbox.post(.filesFound([found], registers: true))
    return found
  }

  @Test func eachContentIsToldOnce() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      for timeout in ["soon", "soon", "soon", "later"] {
        try await write("version: 1\ntimeout: \(timeout)\n", in: watch)
        _ = try await watch.shown.first { $0.body.contains("“\(timeout)”") }
      }
      #expect(watch.shown.all.filter { $0.body.contains("“soon”") }.count == 1)
      #expect(try await watch.store.projects.count() == 0)
    }
  }

  /// Who said no has seen it.
  @Test func aDeniedProjectIsNotToldAgain() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let found = try await write(projectFile(), in: watch)
      _ = try await watch.shown.first { _ in true }
      try await deny(found, on: watch)
      watch.mailbox.post(.storeChanged(.changed))
      try await hearOfAnother(on: watch)
      #expect(watch.shown.all.count == 2, "\(watch.shown.all.map(\.summary))")
    }
  }

  @Test func aBadFileThatWasDeniedIsNotToldAtAll() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      try await write("version: 1\ntimeout: soon\n", in: watch, isDenied: true)
      try await hearOfAnother(on: watch)
      #expect(watch.shown.all.count == 1, "\(watch.shown.all.map(\.summary))")
    }
  }

  private func deny(_ found: FoundFile, on watch: Watch) async throws {
    _ = try await watch.registrar().deny(found, in: SeenEnvironment(path: "/usr/bin", credentials: []))
  }

  /// Something else is told, so that all that came before has been dealt with.
  private func hearOfAnother(on watch: Watch) async throws {
    _ = try await watch.add("late", timeout: "bad")
    _ = try await watch.shown.first { $0.summary == "late is held" }
  }
}
