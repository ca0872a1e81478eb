import Foundation
import RealParts
import Testing

/// What lies about where an installation writes and removes is not believed.
@Suite(.timeLimit(.minutes(2))) struct InstallTrustTests {
  /// A list that names other people's files takes none of them away.
  @Test func whatAnEarlierVersionInstalledGoesAndNothingElse() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      #expect(try await place.install("--user", "--no-autostart").code == 0)
      let old = "\(place.home)/.local/share/man/man1/killall-old.1"
      let precious = "\(desk.folder)/precious"
      for path in [old, precious] { try "x".write(toFile: path, atomically: true, encoding: .utf8) }
      let lines = try String(contentsOfFile: place.manifest, encoding: .utf8)
      let strange = "\(place.home)/.local/share/../../../precious"
      // Below a root, but somebody else's, the database, or beyond a link that leads out of it.
      let share = "\(place.home)/.local/share"
      let others = ["other/file", "killall-tofu/killall-tofu.db", "link/killall-tofu.1"].map {
        "\(share)/\($0)"
      }
      try FileManager.default.createDirectory(
        atPath: "\(share)/other", withIntermediateDirectories: true)
      try FileManager.default.createDirectory(
        atPath: "\(desk.folder)/outside", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(share)/link", withDestinationPath: "\(desk.folder)/outside")
      for path in others { try "x".write(toFile: path, atomically: true, encoding: .utf8) }
      try "\(lines)\(old)\n\(precious)\n\(strange)\nprecious\n".write(
        toFile: place.manifest, atomically: true, encoding: .utf8)
      #expect(try await place.install("--user", "--no-autostart").code == 0)
      #expect(!FileManager.default.fileExists(atPath: old))
      #expect(try String(contentsOfFile: place.manifest, encoding: .utf8) == lines)
      let list = others.joined(separator: "\n")
      try "\(lines)\(precious)\n\(strange)\n\(list)\n".write(
        toFile: place.manifest, atomically: true, encoding: .utf8)
      #expect(try await place.uninstall().code == 0)
      for path in [precious] + others { #expect(FileManager.default.fileExists(atPath: path), "\(path)") }
      #expect(!FileManager.default.fileExists(atPath: place.program))
    }
  }

  /// Somebody emptied it, or a disk did.
  @Test(arguments: ["", "\u{0}\u{1}garbage"])
  func withoutAUsableListTheKnownFilesGo(list: String) async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      #expect(try await place.install("--user", "--no-autostart").code == 0)
      try list.write(toFile: place.manifest, atomically: true, encoding: .utf8)
      #expect(try await place.uninstall().code == 0)
      for (path, _) in try Installation.listed(place.roots) {
        #expect(!FileManager.default.fileExists(atPath: path), "\(path)")
      }
    }
  }

  /// A link that somebody laid where a file is put together must not be written through.
  @Test func aLinkAtATemporaryNameIsReplaced() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      let victim = "\(desk.folder)/victim"
      try "precious".write(toFile: victim, atomically: true, encoding: .utf8)
      for path in [place.program, place.manifest] {
        let (folder, name) = (
          URL(filePath: path).deletingLastPathComponent().path, URL(filePath: path).lastPathComponent
        )
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder)/.\(name).killall-tofu-new", withDestinationPath: victim)
      }
      #expect(try await place.install("--user", "--no-autostart").code == 0)
      #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
      let type = try FileManager.default.attributesOfItem(atPath: place.program)[.type] as? FileAttributeType
      #expect(type == .typeRegular)
    }
  }

  /// What only prints a number is not installed for a daemon.
  @Test func whatIsNoProgramOfOursIsRefused() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      let folder = "\(desk.folder)/strangers"
      for name in ["killall-tofu", "killall-tofu-supervisor"] {
        try await writeScript("#!/bin/sh\necho 0.1.0\n", at: "\(folder)/\(name)")
      }
      let before = try await Installation.tree(place.home)
      let answer = try await desk.run(
        "bash", "\(Installation.desktop)/install", "--user", "--no-autostart", "--programs", folder)
      #expect(answer.code == 1 && answer.errors.contains("is no Killall-Tofu"), "\(answer.errors)")
      #expect(try await Installation.tree(place.home) == before)
    }
  }
}
