import Foundation
import RealParts
import Testing

@testable import ExecutionJournal

@Suite struct MaskerTests {
  @Test(arguments: [
    ("", ""), ("nothing", "nothing"), ("hunter22", "***"), ("a hunter22 b", "a *** b"),
    ("hunter22hunter22", "***"), ("hunter2", "hunter2"), ("hunhunter22", "hun***"),
    ("hunter2hunter22", "hunter2***"),
    ("abcabcabd", "abc***"), ("line one of it\nline two of it\n", "***\n"),
    ("line two of it only", "*** only"),
    ("hunter22\nhunter22", "***\n***"), ("xhunter22line two of ity", "x***y"),
  ])
  func `Secrets are replaced wherever they stand`(text: String, masked: String) {
    #expect(pass(text, cutAfter: []) == masked)
  }

  @Test(arguments: ["a hunter22 b", "line one of it\nline two of it\n", "hunter2hunter22", "abcabcabd"])
  func `However it is cut into reads, the result is the same`(text: String) {
    let whole = pass(text, cutAfter: [])
    for first in 0...text.utf8.count {
      for second in first...text.utf8.count { #expect(pass(text, cutAfter: [first, second]) == whole) }
    }
  }

  /// Against the plain way: every byte that any occurrence of any pattern covers is a secret.
  @Test(arguments: 0..<200) func `Random texts of few letters are masked as the plain way does`(seed: UInt64)
  {
    var random = SeededRandom(seed: seed)
    let text = (0..<400).map { _ in "ab\n".randomElement(using: &random) ?? "a" }
    let patterns = (0..<4).map { _ in
      (0..<Int.random(in: 1...9, using: &random)).map { _ in "ab\n".randomElement(using: &random) ?? "a" }
    }
    let bytes = Array(String(text).utf8)
    let needles = patterns.map { Array(String($0).utf8) }
    let cuts = (0..<10).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
    let masked = run(Masker(SecretAutomaton(needles)), bytes, cutAfter: cuts)
    #expect(masked == plainly(bytes, needles))
  }

  @Test func `Nothing is held back longer than it may become a secret`() {
    var masker = Masker(SecretAutomaton([Array("hunter22".utf8)]))
    #expect(step(&masker, "one hun") == "one ")
    #expect(step(&masker, "ter2") == "")
    #expect(step(&masker, "x hunter22") == "hunter2x ")
    #expect(step(&masker, "\n") == "***\n")
  }

  @Test func `A secret without end takes no memory without end`() {
    var masker = Masker(SecretAutomaton([Array("abab".utf8)]))
    var clear = ByteBuffer()
    for _ in 0..<10_000 {
      masker.take(Array("abab".utf8))
      masker.pass(into: &clear)
    }
    masker.pass(into: &clear, atEnd: true)
    #expect(clear.withBytes { Array($0) } == Masker.mask)
  }

  @Test func `Without secrets every byte passes`() {
    #expect(SecretAutomaton([[UInt8]]()) == nil)
    let bytes = (0...255).map { UInt8($0) }
    #expect(run(Masker(nil), bytes, cutAfter: [3]) == bytes)
  }

  @Test(arguments: [("ter22 rest\n", "now ***"), ("ter22 rest", "now ***"), ("\n", ""), ("ter22\r", "x")])
  func `What follows half a secret is dropped up to the end of the line`(half: String, rest: String) throws {
    let pipe = Pipe()
    var masker = Masker(SecretAutomaton([Array("hunter22".utf8)]))
    masker.resume()
    var clear = ByteBuffer()
    for text in [half, half.hasSuffix("rest") ? "more\n" : "", rest.replacing("***", with: "hunter22")]
    where !text.isEmpty {
      try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      #expect(masker.take(from: pipe.fileHandleForReading.fileDescriptor, limit: 100) == text.utf8.count)
      masker.pass(into: &clear)
    }
    masker.pass(into: &clear, atEnd: true)
    #expect(clear.withBytes { String(decoding: $0, as: UTF8.self) } == rest)
    #expect(masker.dropped == half.utf8.count + (half.hasSuffix("rest") ? 5 : 0))
  }

  private func pass(_ text: String, cutAfter cuts: [Int]) -> String {
    let secrets = ["hunter22", "line one of it\nline two of it", "abcabd"].map { Array($0.utf8) }
    let masker = Masker(SecretAutomaton(SecretForms(of: secrets).patterns))
    return String(decoding: run(masker, Array(text.utf8), cutAfter: cuts), as: UTF8.self)
  }

  private func run(_ masker: consuming Masker, _ bytes: [UInt8], cutAfter cuts: [Int]) -> [UInt8] {
    var clear = ByteBuffer()
    var start = 0
    for end in cuts + [bytes.count] {
      masker.take(Array(bytes[start..<end]))
      masker.pass(into: &clear)
      start = end
    }
    masker.pass(into: &clear, atEnd: true)
    return clear.withBytes { Array($0) }
  }

  private func step(_ masker: inout Masker, _ text: String) -> String {
    var clear = ByteBuffer()
    masker.take(Array(text.utf8))
    masker.pass(into: &clear)
    return clear.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private func plainly(_ bytes: [UInt8], _ needles: [[UInt8]]) -> [UInt8] {
    var isSecret = [Bool](repeating: false, count: bytes.count)
    for needle in needles where needle.count <= bytes.count {
      for start in 0...(bytes.count - needle.count) where bytes[start...].starts(with: needle) {
        for place in start..<(start + needle.count) { isSecret[place] = true }
      }
    }
    var result: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      if !isSecret[place] {
        result.append(byte)
      } else if place == 0 || !isSecret[place - 1] {
        result += Masker.mask
      }
    }
    return result
  }
}
