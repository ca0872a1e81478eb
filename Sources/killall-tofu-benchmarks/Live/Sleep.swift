import ArgumentParser

/// What the daemon's sleep is held to: the same runtime, and nothing to do.
struct Sleep: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Only sleeps, until a signal ends it.", shouldDisplay: false)

  func run() async throws {
    while true { try await Task.sleep(for: .seconds(100_000)) }
  }
}
