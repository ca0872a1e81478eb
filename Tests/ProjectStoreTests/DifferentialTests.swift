import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

/// Each engine is the oracle of the other: whatever is done, both answer alike and leave the same cells behind.
///
/// A failure names the seed, the step and what was done; the seed alone repeats the run.
@Suite("The engines, side by side")
struct DifferentialTests {
  @Test("agree on random work in memory", arguments: [1, 2, 3, 4, 5])
  func inMemory(seed: UInt64) async throws {
    let stores = try ProjectStore.Engine.allCases.map { try ProjectStore.inMemory(engine: $0) }
    try await SideBySide(stores, seed: seed).run(steps: 400)
  }

  /// Each engine has a file of its own; sync is off, because durability is not what is compared.
  @Test("agree on random work in files, and leave files that any program can read", arguments: [9])
  func files(seed: UInt64) async throws {
    let folder = try TestFolder("store")
    var stores: [ProjectStore] = []
    for engine in ProjectStore.Engine.allCases {
      let path = folder.path("\(engine).db")
      stores.append(try await ProjectStore.open(at: path, create: .file, engine: engine))
      try await stores.last?.run("PRAGMA synchronous = OFF")
    }
    try await SideBySide(stores, seed: seed).run(steps: 400)
    for store in stores { try store.close() }
    var dumps: [String] = []
    for engine in ProjectStore.Engine.allCases {
      let path = folder.path("\(engine).db")
      #expect(try await OtherProgram.run("PRAGMA integrity_check", on: path) == "ok")
      dumps.append(try await OtherProgram.run(".dump", on: path))
    }
    #expect(dumps[0] == dumps[1] && dumps[0].count > 1_000)
  }
}

/// Two stores to which the same is done, step by step.
struct SideBySide {
  /// A difference that makes going on useless.
  struct Difference: Error, CustomStringConvertible {
    let description: String
  }

  private let stores: [ProjectStore]
  private let seed: UInt64

  init(_ stores: [ProjectStore], seed: UInt64) {
    self.stores = stores
    self.seed = seed
  }

  func run(steps: Int) async throws {
    var work = RandomWork(seed: seed)
    var successes = 0
    for number in 0..<steps {
      let step = work.next()
      var answers: [String] = []
      for store in stores { answers.append(await answer(of: store, to: step)) }
      try demandEqual(answers, "step \(number), \(step)")
      if !answers[0].hasPrefix("error") { successes += 1 }
      if number.isMultiple(of: 50) { try await compareContents("after step \(number)") }
    }
    try await compareContents("at the end")
    // Were nearly everything refused, the agreement would say little.
    #expect(successes > steps / 2)
  }

  private func answer(of store: ProjectStore, to step: RandomWork.Step) async -> String {
    do {
      return try await step.perform(store)
    } catch {
      let name = "\(error)"
      return "error: " + (store.path.map { name.replacing($0, with: "FILE") } ?? name)
    }
  }

  private func compareContents(_ occasion: String) async throws {
    for table in ["projects", "executions", "events", "sqlite_sequence"] {
      let columns = try await stores[0].answer("SELECT name FROM pragma_table_info('\(table)')")
      let cells = columns.map { "typeof(\($0[0].display)) || ':' || hex(\($0[0].display))" }
      var contents: [String] = []
      for store in stores {
        let rows = try await store.answer(
          "SELECT \(cells.joined(separator: ", ")) FROM \(table) ORDER BY rowid")
        contents.append(rows.map { $0.map(\.fullText).joined(separator: " ") }.joined(separator: "\n"))
      }
      try demandEqual(contents, "contents of \(table) \(occasion)")
    }
  }

  private func demandEqual(_ answers: [String], _ occasion: String) throws {
    guard Set(answers).count > 1 else { return }
    let told = zip(stores, answers).map { "\($0.engine): \($1.prefix(2_000))" }.joined(separator: "\n")
    throw Difference(description: "seed \(seed), \(occasion):\n\(told)")
  }
}

extension Cell {
  fileprivate var fullText: String {
    if case .text(let text) = self { text } else { display }
  }
}
