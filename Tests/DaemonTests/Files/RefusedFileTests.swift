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
  private func write(_ text: String, in watch: Watch) async throws -> FoundFile {
    let path = watch.project + "/" + ProjectFile.name
    try Data(text.utf8).write(to: URL(filePath: path))
    for place in [path, watch.project] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place)
    }
    let found = await FileRegistrar.read(in: watch.project)
    watch.mailbox.post(.filesFound([found], registers: true))
    return found
  }

  @Test func eachContentIsToldOnce() async throws {
    try await Watch.with { watch in
      watch.serverComes()
      for timeout in ["soon", "soon", "soon", "later"] {
        try await write("version: 1\ntimeout: \(timeout)\n", in: watch)
        _ = try await watch.shown.first { $0.body.contains("“\(timeout)”") }
      }
      #expect(watch.shown.all.filter { $0.body.contains("“soon”") }.count == 1)
      #expect(try await watch.store.projects.count() == 0)
    }
  }

  /// Who said no has seen it; neither has a bad file that was denied to be told of.
  @Test(arguments: [true, false])
  func whatIsDeniedIsNotToldAgain(isSound: Bool) async throws {
    try await Watch.with { watch in
      watch.serverComes()
      let text = isSound ? projectFile() : "version: 1\ntimeout: soon\n"
      let found = try await write(text, in: watch)
      _ = try await watch.shown.first { _ in true }
      _ = try await watch.registrar().deny(found, in: SeenEnvironment(path: "/usr/bin", credentials: []))
      watch.mailbox.post(.storeChanged(.changed))
      watch.mailbox.post(.filesFound([found], registers: true))
      _ = try await watch.add("late", timeout: "bad")
      _ = try await watch.shown.first { $0.summary == "late is held" }
      #expect(watch.shown.all.count == 2, "\(watch.shown.all.map(\.summary))")
    }
  }
}
