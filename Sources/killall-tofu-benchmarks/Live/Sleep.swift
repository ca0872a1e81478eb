import ArgumentParser

/// What the daemon's sleep is held to: the same runtime, and nothing to do.
struct Sleep: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does nothing until a signal ends it.", shouldDisplay: false)

  func run() async {
    let (events, source) = AsyncStream<Never>.makeStream()
    for await _ in events {}
    source.finish()
  }
}
