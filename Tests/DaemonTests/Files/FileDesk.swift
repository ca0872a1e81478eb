import Deadlines
import Discovery
import Foundation
import ProjectStore
import RealParts
import Settings
import Synchronization
import Testing

@testable import Daemon

/// Folders with project files, a store, and a user who decides about them.
final class FileDesk: Sendable {
  private let place: TestFolder
  let store: ProjectStore
  private let moment = Mutex(Moment(wall: Timestamp(1_800_000_000), awake: .seconds(9_000), bootID: "boot-1"))
  let settings: Settings

  init(_ settings: Settings = Settings()) throws {
    place = try TestFolder("files")
    store = try ProjectStore.inMemory()
    self.settings = settings
  }

  var consents: Consents { Consents(folder: place.path("consent")) }
  var now: Moment { moment.withLock(\.self) }
  let seen = SeenEnvironment(path: "/usr/bin", credentials: [])

  var registrar: FileRegistrar {
    FileRegistrar(
      store: store, consents: consents, settings: settings, searchPath: "/nowhere",
      clock: Clock { [self] in now })
  }

  func pass(_ duration: Duration) {
    moment.withLock {
      $0.wall = $0.wall + duration
      $0.awake += duration
    }
  }

  /// The folder of this name, made if need be, only its user's to write.
  @discardableResult
  func folder(_ name: String = "demo") throws -> String {
    let path = place.path(name)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try chmod(path, 0o755)
    return path
  }

  /// Writes the project file of a folder.
  func write(_ text: String, in name: String = "demo") throws {
    let path = try folder(name) + "/" + ProjectFile.name
    try Data(text.utf8).write(to: URL(filePath: path))
    try chmod(path, 0o644)
  }

  func chmod(_ path: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  func path(_ name: String) -> String { place.path(name) }

  /// What is found in a folder now.
  func found(_ name: String = "demo") async throws -> FoundFile {
    let path = place.path(name)
    let known = try await store.projects.find(path: path)?.file?.directory
    return await FileRegistrar.read(in: path, knownAs: known)
  }

  /// Takes what lies in these folders now into the store.
  @discardableResult
  func look(_ names: String..., registers: Bool = true) async throws -> [FileOutcome.Change] {
    var files: [FoundFile] = []
    for name in names { files.append(try await found(name)) }
    return try await registrar.take(files, registers: registers).map(\.change)
  }

  /// Has the user allow what lies in a folder now.
  @discardableResult
  func allow(_ name: String = "demo") async throws -> FileOutcome {
    try await registrar.allow(try await found(name), in: seen)
  }

  func project(_ name: String = "demo") async throws -> Project {
    try #require(try await store.projects.find(path: place.path(name)))
  }

  func events(_ name: String = "demo") async throws -> [String] {
    try await store.events.of(try await project(name).id).values.map(\.message)
  }
}

/// The text of a project file.
func projectFile(_ command: String = "true", timeout: String = "2h", _ more: String = "") -> String {
  "version: 1\ntimeout: \(timeout)\ncommand: \(command)\n\(more)"
}
