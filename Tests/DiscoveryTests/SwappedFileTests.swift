import Discovery
import Foundation
import Glibc
import RealParts
import Settings
import Synchronization
import Testing

/// Whoever changes names while a file is read gets nothing in that was not there by itself.
@Suite struct SwappedFileTests {
  private let project: ProjectDirectory
  private static let foreign = "version: 1\ntimeout: 2h\ncommand: evil\n"

  init() throws {
    project = try ProjectDirectory()
  }

  /// Reads again and again while `swap` is done over and over, until it has met what is looked for; all that was found.
  private func contents(
    until isMet: @escaping @Sendable (FoundFile.Content) -> Bool = { _ in true },
    while swap: @escaping @Sendable () -> Void
  ) async -> [FoundFile.Content] {
    let isOver = Atomic<Bool>(false)
    let path = project.path
    async let swapping: Void = onOwnThread { while !isOver.load(ordering: .relaxed) { swap() } }
    let contents = await onOwnThread {
      var (contents, hasMet) = ([FoundFile.Content](), false)
      while contents.count < 2_000 || !hasMet && contents.count < 200_000 {
        let content = ProjectFileReader().read(in: path).content
        hasMet = hasMet || isMet(content)
        contents.append(content)
      }
      return contents
    }
    isOver.store(true, ordering: .relaxed)
    await swapping
    return contents
  }

  private func isForeign(_ content: FoundFile.Content) -> Bool {
    if case .sound(let file, _) = content { file.command == "evil" } else { false }
  }

  /// The bytes that were judged are those that were parsed, whichever they were.
  private func isWhole(_ content: FoundFile.Content) -> Bool {
    guard case .sound(let file, let digest) = content else { return true }
    let text = file.command == "evil" ? Self.foreign : ProjectDirectory.sound
    return digest == ContentDigest(path: project.file, bytes: Array(text.utf8))
  }

  @Test(.timeLimit(.minutes(1))) func aFileThatBecomesALink() async throws {
    let elsewhere = project.beside("foreign.yaml")
    try Data(Self.foreign.utf8).write(to: URL(filePath: elsewhere))
    let file = project.file
    let real = project.path + "/real"
    let link = project.path + "/link"
    try #require(Glibc.link(file, real) == 0 && symlink(elsewhere, link) == 0)
    let isLink = { @Sendable (content: FoundFile.Content) in
      if case .unsafe(.link, _) = content { true } else { false }
    }
    let contents = await contents(until: isLink) {
      // Both names are kept, so that each can take the place of the other again.
      _ = symlink(elsewhere, link)
      rename(link, file)
      // Where one processor does both, the reader comes upon the link.
      sched_yield()
      _ = Glibc.link(real, link)
      rename(link, file)
      unlink(link)
    }
    #expect(!contents.contains(where: isForeign) && contents.allSatisfy(isWhole))
    #expect(contents.contains(where: isLink))
  }

  @Test(.timeLimit(.minutes(1))) func aDirectoryThatBecomesALink() async throws {
    let foreign = project.beside("foreign")
    try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: false)
    try Data(Self.foreign.utf8).write(to: URL(filePath: foreign + "/.killall.yaml"))
    let path = project.path
    let away = project.beside("away")
    let contents = await contents {
      rename(path, away)
      _ = symlink(foreign, path)
      unlink(path)
      rename(away, path)
    }
    #expect(!contents.contains(where: isForeign) && contents.allSatisfy(isWhole))
  }

  /// Two contents by turns, each put in place as a whole.
  @Test(.timeLimit(.minutes(1))) func aFileThatIsReplaced() async throws {
    let file = project.file
    let (one, two) = (project.beside("one"), project.beside("two"))
    try Data(ProjectDirectory.sound.utf8).write(to: URL(filePath: one))
    try Data(Self.foreign.utf8).write(to: URL(filePath: two))
    chmod(one, 0o644)
    chmod(two, 0o644)
    let next = project.beside("next")
    let contents = await contents {
      for source in [one, two] where link(source, next) == 0 {
        rename(next, file)
        unlink(next)
      }
    }
    #expect(contents.allSatisfy(isWhole))
    #expect(contents.allSatisfy { if case .sound = $0 { true } else { false } })
  }
}
