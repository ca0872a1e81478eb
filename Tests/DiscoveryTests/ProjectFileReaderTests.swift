import Discovery
import Foundation
import Glibc
import RealParts
import Settings
import Testing

@Suite struct ProjectFileReaderTests {
  private let files = FileManager.default

  @Test func aSoundFile() throws {
    let project = try ProjectDirectory()
    let found = project.read()
    let bytes = Array(ProjectDirectory.sound.utf8)
    #expect(found.path == project.file && found.directory == project.path)
    #expect(
      found.content
        == .sound(
          try ProjectFile(bytes: bytes, at: project.file), ContentDigest(path: project.file, bytes: bytes)))
    var status = stat()
    try #require(stat(project.path, &status) == 0)
    #expect(found.device == UInt64(status.st_dev) && found.inode == UInt64(status.st_ino))
    #expect(found.directoryIdentity?.hasPrefix("\(status.st_dev):\(status.st_ino):") == true)
    #expect(ProjectFileReader().read(in: project.path + "/") == found)
    #expect(project.read(knownAs: found.directoryIdentity) == found)
  }

  @Test func aFileThatMakesNoSense() throws {
    let project = try ProjectDirectory("version: 1\ntimeout: soon\n")
    guard case .bad(let error, let digest) = project.read().content else {
      Issue.record("\(project.read())")
      return
    }
    #expect(error.description.hasPrefix("\(project.file):2:10: “timeout” is “soon”"))
    #expect(digest == ContentDigest(path: project.file, bytes: Array("version: 1\ntimeout: soon\n".utf8)))
  }

  /// Ten megabytes are not read; what stands for them is one byte more than is allowed.
  @Test func aFileThatIsTooLarge() throws {
    let project = try ProjectDirectory(String(repeating: "#", count: 10_000_000))
    guard case .bad(let error, let digest) = project.read().content else {
      Issue.record("it is taken")
      return
    }
    #expect(error.problem == .tooLarge(limit: 65_536))
    #expect(digest == ContentDigest(path: project.file, bytes: Array(repeating: 0x23, count: 65_537)))
  }

  /// Another identity once the directory was made anew, the same one when it was moved.
  @Test func identityFollowsTheDirectory() throws {
    let project = try ProjectDirectory()
    let before = try #require(project.read().directoryIdentity)
    try files.moveItem(atPath: project.path, toPath: project.beside("moved"))
    let moved = ProjectFileReader().read(in: project.beside("moved"))
    #expect(moved.directoryIdentity == before && moved.isSound)
    try files.createDirectory(atPath: project.path, withIntermediateDirectories: false)
    #expect(project.read().directoryIdentity != before)
  }

  @Test func aDirectoryWithoutAFile() throws {
    let project = try ProjectDirectory(nil)
    let found = project.read()
    #expect(found.content == .gone)
    #expect(project.read(knownAs: found.directoryIdentity).content == .gone)
    // Known on another device: what was mounted there is not.
    #expect(project.read(knownAs: "1:2:0").isUnseen)
    #expect(project.read(knownAs: "nonsense").content == .gone)
  }

  @Test func aDirectoryThatIsGone() throws {
    let project = try ProjectDirectory()
    let identity = try #require(project.read().directoryIdentity)
    try files.removeItem(atPath: project.path)
    #expect(project.read(knownAs: identity).content == .gone)
    #expect(project.read().isUnseen)
    #expect(project.read(knownAs: "1:2:0").isUnseen)
    // A file in its place is no directory either.
    try Data().write(to: URL(filePath: project.path))
    #expect(project.read(knownAs: identity).content == .gone)
    #expect(ProjectFileReader().read(in: project.path + "/a/b", knownAs: identity).content == .gone)
  }

  @Test(arguments: ["", "relative", "/a\0b", "./x"])
  func pathsThatAreNone(path: String) {
    #expect(ProjectFileReader().read(in: path).isUnseen)
  }

  @Test(arguments: ["/" + String(repeating: "x", count: 300), String(repeating: "/x", count: 3_000)])
  func pathsThatCannotBeLookedAt(path: String) {
    #expect(ProjectFileReader().read(in: path, knownAs: "1:2:0").isUnseen)
  }

  /// The proc file system lets nobody take its place: it shows what is not known.
  @Test func anotherFileSystem() throws {
    let identity = try #require(ProjectDirectory().read().directoryIdentity)
    #expect(ProjectFileReader().read(in: "/proc", knownAs: identity).isUnseen)
    #expect(ProjectFileReader().read(in: "/proc/nothing", knownAs: identity).isUnseen)
    #expect(ProjectFileReader().read(in: "/", knownAs: nil).content == .gone)
  }
}
