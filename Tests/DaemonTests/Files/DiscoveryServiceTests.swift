import Foundation
import Logging
import RealParts
import Settings
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct DiscoveryServiceTests {
  /// One that lies outside the watched trees is looked at for the project that comes from it.
  @Test func onlyWhatLiesInTheTreesMakesProjects() async throws {
    let folder = try TestFolder("discovery")
    let (inside, outside) = (folder.path("in/one"), folder.path("out"))
    for place in [inside, outside] {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      try Data(projectFile().utf8).write(to: URL(filePath: place + "/" + ProjectFile.name))
    }
    var settings = Settings()
    settings.scanner.watchDirectories = [folder.path("in")]
    let mailbox = Mailbox()
    let service = DiscoveryService(
      mailbox: mailbox, settings: settings, ignoreFile: folder.path("ignore"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    service.watch(outside)
    let heard = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await service.run() }
      var heard: [String: Bool] = [:]
      for await input in mailbox.inputs {
        guard case .placesChanged(let places, let registers) = input else { continue }
        for place in places { heard[place] = registers }
        if heard.count == 2 { break }
      }
      group.cancelAll()
      return heard
    }
    #expect(heard == [inside: true, outside: false])
  }
}
