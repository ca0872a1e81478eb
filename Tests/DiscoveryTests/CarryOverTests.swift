import Discovery
import Foundation
import Glibc
import RealParts
import Settings
import Testing

/// Only a longer timeout keeps consent.
@Suite struct CarryOverTests {
  private let project: ProjectDirectory
  private let consents: Consents

  init() throws {
    project = try ProjectDirectory()
    consents = Consents(folder: project.beside("state/consent"))
  }

  private func found(_ text: String) throws -> FoundFile {
    try project.write(text)
    return project.read()
  }

  private func allowed(_ text: String) throws -> ContentDigest {
    let file = try found(text)
    try consents.allow(file)
    return try #require(file.digest)
  }

  private func file(_ timeout: String, _ more: String = "command: x\n") -> String {
    "version: 1\ntimeout: \(timeout)\n\(more)"
  }

  @Test(
    arguments: [("2h", "3h", 3_600), ("2h", "120 min 1s", 1), ("30 min", "1 day", 84_600)]
      as [(String, String, Int64)])
  func aLongerTimeout(before: String, after: String, seconds: Int64) throws {
    let digest = try allowed(file(before))
    let longer = try found(file(after))
    #expect(consents.verdict(on: longer) == .unknown)
    #expect(try consents.carryOver(longer, from: digest) == .seconds(seconds))
    #expect(consents.verdict(on: longer) == .allowed)
    // Whoever asked may have been killed before it was done: asked again, the answer is the same.
    #expect(try consents.carryOver(longer, from: digest) == .seconds(seconds))
    // The shorter one would hasten the end: its user decides anew.
    let back = try found(file(before))
    #expect(consents.verdict(on: back) == .unknown)
    #expect(try consents.carryOver(back, from: try #require(longer.digest)) == nil)
  }

  @Test func oneAfterTheOther() throws {
    var digest = try allowed(file("1h"))
    for (timeout, seconds) in [("2h", 3_600), ("3h", 3_600), ("1 day", 75_600)] as [(String, Int64)] {
      let next = try found(file(timeout))
      #expect(try consents.carryOver(next, from: digest) == .seconds(seconds))
      digest = try #require(next.digest)
    }
    #expect(consents.verdict(on: project.read()) == .allowed)
  }

  @Test(arguments: [
    "version: 1\ntimeout: 1h\ncommand: x\n", "version: 1\ntimeout: 120 min\ncommand: x\n",
    "version: 1\ntimeout: 3h\ncommand: y\n",
    "version: 1\ntimeout: 3h\ncommand: x", "version: 1\ntimeout:  3h\ncommand: x\n",
    "version: 1\ntimeout: '3h'\ncommand: x\n",
    "version: 1\ncommand: x\ntimeout: 3h\n", "version: 1\ntimeout: 3h\ncommand: x\nprotected: false\n",
    "version: 1\ntimeout: soon\ncommand: x\n",
    "version: 1\ntimeout: 2h\n  30m\ncommand: x\n", "version: 1\ntimeout: 3h # x\ncommand: x\n",
  ])
  func anythingElseAsksAnew(text: String) throws {
    let digest = try allowed(file("2h"))
    let other = try found(text)
    #expect(try consents.carryOver(other, from: digest) == nil)
    #expect(consents.verdict(on: other) == .unknown)
    #expect(try consents.verdict(on: found(file("2h"))) == .allowed)
  }

  @Test func onlyFromWhatIsAllowed() throws {
    let short = try found(file("2h"))
    let digest = try #require(short.digest)
    let longer = try found(file("3h"))
    #expect(try consents.carryOver(longer, from: digest) == nil)
    try consents.deny(short)
    #expect(try consents.carryOver(longer, from: digest) == nil)
    try consents.allow(short)
    // A row that was made of something else says nothing about this content.
    #expect(try consents.carryOver(longer, from: ContentDigest(path: "/x", bytes: [])) == nil)
    try consents.withdraw(project.file)
    #expect(try consents.carryOver(longer, from: digest) == nil)
  }

  @Test func neverToAnUnsafeFile() throws {
    let digest = try allowed(file("2h"))
    _ = try found(file("3h"))
    chmod(project.file, 0o666)
    #expect(try consents.carryOver(project.read(), from: digest) == nil)
  }

  /// After a denial nothing is carried over any more.
  @Test func aDenialEndsIt() throws {
    let digest = try allowed(file("2h"))
    let longer = try found(file("3h"))
    #expect(try consents.carryOver(longer, from: digest) != nil)
    try consents.deny(longer)
    #expect(try consents.carryOver(longer, from: digest) == nil)
    #expect(consents.verdict(on: longer) == .denied)
  }
}
