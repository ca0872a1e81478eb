import DBus
import Logging
import RealParts

@testable import Daemon

/// The lingering service on a test's bus, as one daemon after the other has it.
final class Lingerer: Sendable {
  let logged = Heard<String>()
  let pauses = Heard<Duration>()
  let mark: LingerMark
  private let folder: TestFolder
  private let address: String

  init(on address: String) throws {
    self.address = address
    folder = try TestFolder("linger")
    mark = LingerMark(path: folder.path("lingering"), setting: folder.path("setting"))
  }

  /// Runs a daemon's while `body` does its test; cut off in the middle then, as a kill would.
  ///
  /// - Parameters:
  ///   - untilNothingRuns: Waits for teardowns that only their folders tell of.
  ///   - pause: Passes the time until the next attempt to give back; forever unless a test says otherwise.
  func run(
    untilNothingRuns: @escaping @Sendable () async -> Void = {},
    pause: @escaping @Sendable (Int) async -> Void = { _ in
      for await _ in AsyncStream<Void>.makeStream().stream {}
    }, _ body: (LingeringService) async throws -> Void
  ) async throws {
    let service = LingeringService(
      bus: .address(address), user: LingerMock.user, mark: mark,
      logger: Logger(label: "test") { [logged] _ in HeardLog(lines: logged) },
      untilNothingRuns: untilNothingRuns
    ) { [pauses] duration in
      pauses.say(duration)
      await pause(pauses.all.count)
    }
    try await withThrowingTaskGroup { group in
      group.addTask { try await service.run() }
      try await body(service)
      group.cancelAll()
    }
  }
}
