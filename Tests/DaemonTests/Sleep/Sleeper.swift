import DBus
import Logging
import RealParts

@testable import Daemon

/// The sleep service on a test's bus, with everything it says.
struct Sleeper: Sendable {
  let service: SleepService
  /// `sleep` and `wake`, in order.
  let heard: Heard<String>
  let logged: Heard<String>
  let pauses: Heard<Duration>

  /// - Parameter pause: Passes the time until the next look for a bus; the real pauses are too long for a test.
  init(
    on address: String, pause: @escaping @Sendable (Int) async -> Void = { _ in },
    onSleep: @escaping @Sendable () async -> Void = {}
  ) {
    let (heard, logged, pauses) = (Heard<String>(), Heard<String>(), Heard<Duration>())
    (self.heard, self.logged, self.pauses) = (heard, logged, pauses)
    service = SleepService(
      bus: .address(address), logger: Logger(label: "test") { _ in HeardLog(lines: logged) },
      pause: { duration in
        pauses.say(duration)
        await pause(pauses.all.count)
      },
      onSleep: {
        heard.say("sleep")
        await onSleep()
      }, onWake: { heard.say("wake") })
  }

  /// Waits until every lock that `logind` gave has arrived: only after that it is asked for the next one, which it
  /// refuses, as anything from then on.
  func hasAll(from logind: FakeLogind, next reason: String) async throws {
    logind.refuses(MethodError("org.freedesktop.login1.OperationInProgress", ""))
    service.protect(reason)
    _ = try await logind.refused.first { $0 == "block \(reason)" }
  }

  /// Runs the service while `body` does its test.
  func run(_ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await service.run() }
      try await body()
      group.cancelAll()
    }
  }
}

/// Keeps what is logged.
struct HeardLog: LogHandler {
  let lines: Heard<String>
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  var metadataProvider: Logger.MetadataProvider?

  init(lines: Heard<String>) { self.lines = lines }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: Logging.LogEvent) {
    lines.say("\(event.level): \(event.message)")
  }
}
