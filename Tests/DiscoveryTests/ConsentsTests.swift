import Discovery
import Foundation
import Glibc
import RealParts
import Settings
import Testing

@Suite struct ConsentsTests {
  private let project: ProjectDirectory
  private let folder: String
  private let consents: Consents

  init() throws {
    project = try ProjectDirectory()
    folder = project.beside("state/consent")
    consents = Consents(folder: folder)
  }

  private func found(_ text: String) throws -> FoundFile {
    try project.write(text)
    return project.read()
  }

  private var records: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "told" } }
  }

  private func mode(_ path: String) throws -> Int? {
    (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
  }

  @Test func nothingIsAllowedByItself() {
    #expect(consents.verdict(on: project.read()) == .unknown)
  }

  /// One other byte, or the same ones elsewhere, are something else.
  @Test func exactlyTheseBytesAtExactlyThisPath() throws {
    try consents.allow(project.read())
    #expect(consents.verdict(on: project.read()) == .allowed)
    #expect(Consents(folder: folder).verdict(on: project.read()) == .allowed)
    #expect(try consents.verdict(on: found(ProjectDirectory.sound + "\n")) == .unknown)
    #expect(try consents.verdict(on: found(ProjectDirectory.sound)) == .allowed)
    let moved = project.beside("other")
    try FileManager.default.moveItem(atPath: project.path, toPath: moved)
    let there = ProjectFileReader().read(in: moved)
    #expect(there.isSound && consents.verdict(on: there) == .unknown)
  }

  @Test func recordsAreTheirUsersAloneAndHoldNoBytes() throws {
    let old = umask(0)
    defer { umask(old) }
    try consents.allow(found("version: 1\ntimeout: 2h\nexecution: {environment: {TOKEN: s3cret}}\n"))
    #expect(try mode(folder) == 0o700 && mode(project.beside("state")) == 0o700)
    let record = folder + "/" + (try #require(records.first))
    #expect(try mode(record) == 0o600 && records.count == 1)
    let text = try String(contentsOfFile: record, encoding: .utf8)
    #expect(text.contains(project.file) && !text.contains("s3cret") && !text.contains("TOKEN"))
  }

  @Test func theLastDecisionCounts() throws {
    let file = project.read()
    try consents.allow(file)
    try consents.deny(file)
    #expect(consents.verdict(on: file) == .denied)
    try consents.allow(file)
    #expect(consents.verdict(on: file) == .allowed)
    // Once another content is allowed, the one before is no more.
    try consents.allow(found(ProjectDirectory.sound + "name: x\n"))
    #expect(try consents.verdict(on: found(ProjectDirectory.sound)) == .unknown)
    #expect(try records.count == 1)
  }

  @Test func whatIsBadOrUnsafeIsNeverAllowedButCanBeDenied() throws {
    let sound = project.read()
    try consents.allow(sound)
    chmod(project.file, 0o666)
    let unsafe = project.read()
    // The bytes that were allowed, which others may have put there.
    #expect(unsafe.digest == sound.digest && consents.verdict(on: unsafe) == .unknown)
    #expect(throws: ConsentError.notSound(path: project.file)) { try consents.allow(unsafe) }
    try consents.deny(unsafe)
    #expect(consents.verdict(on: unsafe) == .denied)
    let bad = try found("version: 1\n")
    #expect(throws: ConsentError.notSound(path: project.file)) { try consents.allow(bad) }
    try consents.deny(bad)
    #expect(consents.verdict(on: bad) == .denied)
  }

  @Test func nothingIsDecidedAboutNothing() throws {
    try FileManager.default.removeItem(atPath: project.file)
    let gone = project.read()
    #expect(throws: ConsentError.nothingRead(path: project.file)) { try consents.deny(gone) }
    #expect(throws: ConsentError.notSound(path: project.file)) { try consents.allow(gone) }
    #expect(consents.verdict(on: gone) == .unknown)
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func withdrawing() throws {
    try consents.withdraw(project.file)
    try consents.allow(project.read())
    try consents.withdraw(project.file + "x")
    #expect(consents.verdict(on: project.read()) == .allowed)
    try consents.withdraw(project.file)
    #expect(consents.verdict(on: project.read()) == .unknown)
    #expect(try records.isEmpty)
  }

  /// Others could have written it, or had it written for another file.
  @Test(arguments: ["644", "660", "link", "empty", "nonsense", "other", "directory", "pipe", "huge", "owner"])
  func recordsThatDecideNothing(kind: String) throws {
    try consents.allow(project.read())
    let record = folder + "/" + (try #require(records.first))
    switch kind {
    case "644": chmod(record, 0o644)
    case "660": chmod(record, 0o660)
    case "link":
      try #require(
        rename(record, project.beside("record")) == 0 && symlink(project.beside("record"), record) == 0)
    case "empty": truncate(record, 0)
    case "nonsense": try overwrite(record, "{\"verdict\": \"allowed\"}")
    case "other":
      let text = try String(contentsOfFile: record, encoding: .utf8)
      try overwrite(record, text.replacing("/demo/", with: "/other/"))
    case "directory", "pipe":
      try #require(unlink(record) == 0)
      try #require((kind == "pipe" ? mkfifo(record, 0o600) : mkdir(record, 0o700)) == 0)
    case "owner":
      // Only root can give files away.
      guard geteuid() == 0 else { return }
      try #require(chown(record, 12_345, 0) == 0)
    default: try overwrite(record, String(repeating: " ", count: 1_000_000))
    }
    #expect(consents.verdict(on: project.read()) == .unknown)
    if kind != "directory" {
      try consents.allow(project.read())
      #expect(consents.verdict(on: project.read()) == .allowed)
    }
  }

  private func overwrite(_ path: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
    chmod(path, 0o600)
  }

  @Test func whatCannotBeRecordedIsSaid() throws {
    try Data().write(to: URL(filePath: project.beside("state")))
    #expect(throws: ConsentError.self) { try consents.allow(project.read()) }
    #expect(throws: ConsentError.self) { try consents.deny(project.read()) }
    #expect(consents.verdict(on: project.read()) == .unknown)
    try consents.withdraw(project.file)
  }

  @Test func eachContentIsToldOnce() throws {
    let one = ContentDigest(path: "/a", bytes: [1])
    let other = ContentDigest(path: "/a", bytes: [2])
    #expect(!consents.isTold(one))
    consents.noteTold(one)
    consents.noteTold(one)
    #expect(consents.isTold(one) && Consents(folder: folder).isTold(one) && !consents.isTold(other))
    #expect(try mode(folder) == 0o700 && mode(folder + "/told") == 0o700)
  }
}
