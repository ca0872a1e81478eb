import Foundation

/// Runs every line in every round, so that each line's rounds are spread over the whole run.
struct Measurement: Sendable {
  var lines: [Line]
  var rounds: Int
  var folder: String

  /// The rounds of each line, in order; `progress` hears of each round that begins.
  @concurrent
  func run(progress: @Sendable (Int) -> Void) async throws -> [[Round]] {
    var results = lines.map { _ in [Round]() }
    var benches: [Int: Bench] = [:]
    for size in Set(lines.map(\.fileSize)) {
      benches[size] = try await Bench(path: "\(folder)/\(size).db")
      try await benches[size]?.floor.fill(to: size)
    }
    for round in 0..<rounds {
      progress(round)
      for (index, line) in lines.enumerated() {
        guard let bench = benches[line.fileSize] else { continue }
        results[index].append(try await measure(line, round: round, on: bench))
      }
    }
    return results
  }

  private func measure(_ line: Line, round number: Int, on bench: Bench) async throws -> Round {
    var round = Round()
    for turn in 0..<line.turns {
      let rows = line.isGrowing ? line.rows + turn * line.operationsPerTurn : line.rows
      for column in Column.order(ofTurn: number * line.turns + turn) {
        round.turns[column, default: Turn()] += try await bench.turn(of: column, at: line, rows: rows)
      }
      round.operations += line.operationsPerTurn
    }
    guard Set(round.turns.values.map(\.yield)).count == 1 else {
      throw UnequalWork(line: line.name, yields: round.turns.mapValues(\.yield))
    }
    return round
  }
}

extension Line {
  /// Small lines share one file; a large file is filled once and kept.
  fileprivate var fileSize: Int { rows > 1_000 ? rows : 1_000 }
}
