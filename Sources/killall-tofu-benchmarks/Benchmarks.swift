import ArgumentParser
import Foundation

@main
struct Benchmarks: AsyncParsableCommand {
  @Option var rounds = 7
  @Option var folder = "/var/tmp"
  @Option var only: String?
  func run() async throws {
    let place = "\(folder)/bench-\(getpid())"
    mkdir(place, 0o700)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let lines = (Line.seed + Line.report + Line.scale).filter { only == nil || $0.name == only }
    let results = try await Measurement(lines: lines, rounds: rounds, folder: place).run { print("round", $0) }
    for (line, rounds) in zip(lines, results) {
      print(line.title)
      for c in Column.allCases { print("  ", c, rounds.map { Int($0.nanoseconds(c)) }.sorted()) }
      print("  typed/floor", rounds.map { Int(1000 * $0.ratio(.typed, to: .floor)) }.sorted(), "typed/raw", rounds.map { Int(1000 * $0.ratio(.typed, to: .raw)) }.sorted())
    }
  }
}
