import DBus
import Foundation
import ProjectStore
import RealParts
import Settings
import Testing
import Wording

@testable import Daemon

/// What a checkup looks at in a test: a home, and a bus for the session or none.
struct CheckupDesk {
  let folder: TestFolder
  var environment: [String: String]
  var places: Places
  var session: Bus
  var system: Bus
  var autostart: [String] = []

  init(session: PrivateBus? = nil, system: PrivateBus? = nil) throws {
    folder = try TestFolder("checkup")
    environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "XDG_DATA_DIRS": folder.path("share")]
    places = try Places(environment: environment)
    self.session = .address(session?.address ?? "unix:path=\(folder.path("no-session"))")
    self.system = .address(system?.address ?? "unix:path=\(folder.path("no-system"))")
  }

  func configure(_ yaml: String) throws {
    let path = places.settings
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try yaml.write(toFile: path, atomically: true, encoding: .utf8)
  }

  func make(_ path: String, _ text: String) throws -> String {
    let place = folder.path(path)
    try FileManager.default.createDirectory(
      at: URL(filePath: place).deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(toFile: place, atomically: true, encoding: .utf8)
    return place
  }

  /// What is found of one part.
  func look(_ title: String) async -> [Finding] {
    var checkup = Checkup(
      places: places, database: places.database, engine: .typed, environment: environment,
      autostart: autostart)
    checkup.session = session
    checkup.system = system
    return await checkup.sections().first { $0.title == title }?.findings ?? []
  }
}

extension [Finding] {
  /// The finding about `subject`, which must be there.
  func about(_ subject: String) throws -> Finding {
    try #require(first { $0.subject == subject }, "\(self)")
  }
}

/// A program of another's on a bus, with the objects of a test.
func openPeer(_ name: BusName, on bus: PrivateBus, _ objects: [ObjectPath: ExportedObject]) async throws
  -> Connection
{
  let peer = try await Connection.open(.address(bus.address))
  for (path, object) in objects { peer.export(object, at: path) }
  guard case .owned = try await peer.requestName(name) else {
    throw BusError.unexpectedReply("\(name) is taken")
  }
  return peer
}

/// A notification server that only says what it is.
func silentServer(capabilities: [String], paused: Bool? = nil) -> [ObjectPath: ExportedObject] {
  let told = Interface(
    "org.freedesktop.Notifications",
    methods: [
      .init(
        "GetServerInformation",
        returns: ["name", "vendor", "version", "spec_version"].map { .init($0, .string) }
      ) { _, _ in ["fake", "us", "7", "1.2"].map { .string($0) } },
      .init("GetCapabilities", returns: [.init("all", .array(.string))]) { _, _ in [.strings(capabilities)] },
    ])
  let own = paused.map { isOn in
    Interface("org.dunstproject.cmd0", properties: [.init("paused", .bool) { .bool(isOn) }])
  }
  return ["/org/freedesktop/Notifications": ExportedObject([told] + [own].compactMap(\.self))]
}
