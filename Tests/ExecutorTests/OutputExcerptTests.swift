import Foundation
import RealParts
import Testing

@testable import Executor

@Suite struct OutputExcerptTests {
  @Test(
    arguments: [
      ([], ""), (Array("plain\n".utf8), "plain\n"), ([0x61, 0, 0x62], "a\u{FFFD}b"), ([0xFF], "\u{FFFD}"),
      (Array("ü".utf8).dropLast(), "\u{FFFD}"),
    ] as [([UInt8], String)])
  func `Short output is kept whole, repaired`(bytes: [UInt8], text: String) throws {
    #expect(try excerpt(bytes) == text)
  }

  @Test func `Output of exactly the limit is not cut`() throws {
    let text = String(repeating: "x", count: OutputExcerpt.limit)
    #expect(try excerpt(Array(text.utf8)) == text)
  }

  @Test(arguments: ["x", "ü", "€", "😀"], 0...3)
  func `A cut goes through no character`(character: String, offset: Int) throws {
    let text = String(repeating: "a", count: offset) + String(repeating: character, count: 100_000)
    let excerpt = try excerpt(Array(text.utf8))
    #expect(!excerpt.unicodeScalars.contains("\u{FFFD}"))
    #expect(excerpt.utf8.count <= OutputExcerpt.limit)
    #expect(excerpt.contains("\n[… cut: \(text.utf8.count) bytes in all …]\n"))
  }

  /// Each broken byte becomes three, so the bound must hold after the repair.
  @Test(arguments: [OutputExcerpt.limit / 3, OutputExcerpt.limit / 3 + 1, OutputExcerpt.limit, 200_000])
  func `Broken bytes do not burst the bound`(count: Int) throws {
    #expect(try excerpt([UInt8](repeating: 0xFF, count: count)).utf8.count <= OutputExcerpt.limit)
  }

  @Test func `No file is no output`() {
    #expect(OutputExcerpt.read("/nowhere/at/all").text.isEmpty)
  }

  private func excerpt(_ bytes: [UInt8]) throws -> String {
    let folder = try TestFolder("excerpt")
    try Data(bytes).write(to: URL(filePath: folder.path("output")))
    return OutputExcerpt.read(folder.path("output")).text
  }
}
