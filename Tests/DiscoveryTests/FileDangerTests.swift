import Discovery
import Foundation
import Glibc
import RealParts
import Settings
import Testing

/// What others may have written is never taken, whatever it says.
@Suite struct FileDangerTests {
  private let files = FileManager.default

  @Test(arguments: [0o664, 0o646, 0o666, 0o777, 0o620, 0o602] as [UInt32])
  func aFileThatOthersMayWrite(mode: UInt32) throws {
    let project = try ProjectDirectory()
    chmod(project.file, mode)
    #expect(project.read().danger == .writable(path: project.file, mode: mode))
    #expect(
      project.read().digest == ContentDigest(path: project.file, bytes: Array(ProjectDirectory.sound.utf8)))
  }

  @Test(arguments: [0o600, 0o644, 0o400, 0o755] as [UInt32])
  func aFileThatOthersMayRead(mode: UInt32) throws {
    let project = try ProjectDirectory()
    chmod(project.file, mode)
    #expect(project.read().isSound)
  }

  /// Sticky directories as well: others could put a file of theirs there once ours is gone.
  @Test(arguments: [0o775, 0o757, 0o777, 0o1777, 0o2775] as [UInt32])
  func aDirectoryThatOthersMayWrite(mode: UInt32) throws {
    let project = try ProjectDirectory()
    chmod(project.path, mode)
    #expect(project.read().danger == .writable(path: project.path, mode: mode))
    #expect(project.read().digest != nil)
    // Without a file there is nothing to fear.
    try files.removeItem(atPath: project.file)
    #expect(project.read().content == .gone)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func whatBelongsToOthers() throws {
    let project = try ProjectDirectory()
    try #require(chown(project.file, 12_345, 0) == 0)
    #expect(project.read().danger == .owner(12_345))
    try #require(chown(project.path, 12_346, 0) == 0)
    #expect(project.read().danger == .directoryOwner(12_346))
    #expect(project.read().digest != nil)
  }

  @Test(arguments: ["target.yaml", "nowhere", "/etc/passwd", "/dev/zero", ".killall.yaml"])
  func aFileThatIsALink(target: String) throws {
    let project = try ProjectDirectory(nil)
    try Data(ProjectDirectory.sound.utf8).write(to: URL(filePath: project.path + "/target.yaml"))
    try #require(symlink(target, project.file) == 0)
    #expect(project.read().content == .unsafe(.link(path: project.file), nil))
  }

  @Test func aDirectoryThatIsALink() throws {
    let project = try ProjectDirectory()
    let identity = project.read().directoryIdentity
    try files.moveItem(atPath: project.path, toPath: project.beside("real"))
    try #require(symlink("real", project.path) == 0)
    #expect(project.read(knownAs: identity).danger == .link(path: project.path))
    let below = ProjectFileReader().read(in: project.path + "/a/b", knownAs: identity)
    #expect(below.danger == .link(path: project.path))
  }

  @Test func aLinkOnTheWay() throws {
    let project = try ProjectDirectory()
    try files.createDirectory(atPath: project.path + "/a/b", withIntermediateDirectories: true)
    try #require(symlink("demo", project.beside("link")) == 0)
    let found = ProjectFileReader().read(in: project.beside("link/a/b"))
    #expect(found.danger == .link(path: project.beside("link")))
  }

  /// A second name of one place is no other place.
  @Test(arguments: ["/../demo", "/.", "//."])
  func anotherSpellingOfThePath(end: String) throws {
    let project = try ProjectDirectory()
    #expect(ProjectFileReader().read(in: project.path + end).isUnseen)
  }

  /// A pipe without a writer would block whoever opens it, a device might do anything.
  @Test(.timeLimit(.minutes(1)), arguments: ["pipe", "directory", "socket"])
  func whatIsNoFile(kind: String) throws {
    let project = try ProjectDirectory(nil)
    switch kind {
    case "pipe": try #require(mkfifo(project.file, 0o600) == 0)
    case "directory": try files.createDirectory(atPath: project.file, withIntermediateDirectories: false)
    default: try makeSocket(at: project.file)
    }
    #expect(project.read().content == .unsafe(.notRegular(path: project.file), nil))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can make devices"))
  func aDevice() throws {
    let project = try ProjectDirectory(nil)
    guard mknod(project.file, S_IFCHR | 0o600, 0x105) == 0 else { return }
    #expect(project.read().content == .unsafe(.notRegular(path: project.file), nil))
  }

  @Test(arguments: [
    (FileDanger.owner(7), "belongs to another user (uid 7)"),
    (.directoryOwner(8), "the directory belongs to another user (uid 8)"),
    (
      .writable(path: "/a b/it's", mode: 0o664),
      "others may write /a b/it's (mode 0664); take that from them: chmod go-w '/a b/it'\\''s'"
    ),
    (.writable(path: "/a", mode: 0o1777), "(mode 1777); take that from them: chmod go-w /a"),
    (.link(path: "/a"), "/a is a symbolic link; put the file itself in its place"),
    (.notRegular(path: "/a"), "/a is no regular file"),
  ])
  func saysTheWayOut(danger: FileDanger, part: String) {
    #expect(danger.description.contains(part), "\(danger)")
  }

  private func makeSocket(at path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    try #require(bound == 0)
  }
}
