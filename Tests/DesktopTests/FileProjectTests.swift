import Foundation
import RealParts
import Testing

/// A project's life by its file, with a daemon that watches: found, told, allowed, changed, deleted, destroyed.
@Suite(.desktop) struct FileProjectTests {
  /// A desk whose daemon watches the project's directory.
  private func watching(_ body: (Desk, Dunst) async throws -> Void) async throws {
    try await Desk.with { desk in
      try desk.settings("scanner: {watch_dirs: [\(desk.directory)]}")
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      try await body(desk, dunst)
    }
  }

  private func isTold(_ words: String, by dunst: Dunst) async throws -> Bool {
    try await dunst.everShown().contains(words)
  }

  @Test func whatIsFoundIsToldAndWhatIsAllowedIsDestroyed() async throws {
    try await watching { desk, dunst in
      let place = "\(desk.directory)/demo"
      try desk.writeFile("timeout: 6s\nname: demo\ncommand: touch destroyed", in: place)
      try await desk.wait("the news") { try await isTold("New project found: demo", by: dunst) }
      #expect(try await isTold("killall-tofu review \(place)", by: dunst))
      #expect(try await desk.row("status, consent", of: place) == "held|unasked")
      #expect(try await desk.killallTofu("allow", place).code == 0)
      try await desk.waitForStatus("destroyed")
      #expect(FileManager.default.fileExists(atPath: "\(place)/destroyed"))
    }
  }

  /// Only the typed name tears it down.
  @Test func aProtectedProjectOutlivesItsDeadline() async throws {
    try await watching { desk, dunst in
      let place = "\(desk.directory)/shop"
      try desk.writeFile("timeout: 2s\nname: shop-prod\ncommand: touch destroyed", in: place)
      try await desk.wait("the row") { try await desk.sqlite("SELECT count(*) FROM projects") == "1" }
      let allowed = try await desk.killallTofu("allow", place)
      #expect(allowed.output.contains("its name holds the word “prod”"), "\(allowed)")
      try await desk.wait("the news") { try await isTold("shop-prod is protected", by: dunst) }
      _ = try await desk.killallTofu(
        "add", desk.folder, "--timeout", "5s", "--name", "mine", "--command", "true")
      try await desk.waitForStatus("destroyed", of: 2)
      #expect(try await desk.row("status, hold_reason", of: place) == "held|protected")
      #expect(!FileManager.default.fileExists(atPath: "\(place)/destroyed"))
      let destroyed = try await desk.killallTofu("destroy", "shop-prod", "--yes-destroy", "shop-prod")
      #expect(destroyed.code == 0, "\(destroyed)")
      #expect(FileManager.default.fileExists(atPath: "\(place)/destroyed"))
    }
  }

  @Test func whatBecomesOfAnAllowedFileIsTold() async throws {
    try await watching { desk, dunst in
      let place = "\(desk.directory)/demo"
      let yaml = "timeout: 2h\nname: demo\ncommand: touch destroyed"
      try desk.writeFile(yaml, in: place)
      #expect(try await desk.killallTofu("allow", place).code == 0)
      try desk.writeFile(yaml + "\ntags: [x]", in: place)
      try await desk.wait("the change") {
        try await isTold("demo: its .killall.yaml has changed", by: dunst)
      }
      #expect(try await desk.row("status, consent", of: place) == "held|changed")
      try FileManager.default.removeItem(atPath: "\(place)/.killall.yaml")
      try await desk.wait("the deletion") {
        try await isTold("demo: its .killall.yaml was deleted", by: dunst)
      }
      #expect(try await desk.row("status, consent", of: place) == "held|gone")
      try desk.writeFile("timeout: 2h\ncomand: touch destroyed", in: "\(desk.directory)/bad")
      try await desk.wait("what is wrong") {
        try await isTold("unknown key “comand”; did you mean “command”?", by: dunst)
      }
    }
  }

  /// A watched directory that is a link, and leads elsewhere by now, is looked through when somebody asks for it.
  @Test func rescanFollowsALinkThatLeadsElsewhere() async throws {
    try await Desk.with { desk in
      let (link, other) = ("\(desk.directory)/link", "\(desk.directory)/other")
      try FileManager.default.createDirectory(
        atPath: "\(desk.directory)/first", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: "\(desk.directory)/first")
      try desk.settings("scanner: {watch_dirs: [\(link)]}")
      try await desk.startDaemon()
      try desk.writeFile("timeout: 2h\ncommand: touch ran", in: "\(other)/demo")
      try FileManager.default.removeItem(atPath: link)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other)
      let name = "io.github.killallgit.KillallTofu1"
      try await desk.wait("an answer") {
        try await desk.run(
          "gdbus", "call", "--session", "-d", name, "-o", "/io/github/killallgit/KillallTofu1", "-m",
          "\(name).Manager.Rescan"
        ).output == "()\n"
      }
      try await desk.wait("the row") { try await desk.row("consent", of: "\(other)/demo") == "unasked" }
    }
  }

  /// Where the settings follow links, what lies behind one makes a project as well, wherever that is.
  @Test func whatLiesBehindALinkIsRegistered() async throws {
    try await Desk.with { desk in
      let (tree, outside) = ("\(desk.directory)/tree", "\(desk.directory)/outside")
      try desk.writeFile("timeout: 2h\ncommand: touch ran", in: "\(outside)/demo")
      try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: "\(tree)/link", withDestinationPath: outside)
      try desk.settings("scanner: {watch_dirs: [\(tree)], follow_symlinks: true}")
      try await desk.startDaemon()
      try await desk.wait("the row") { try await desk.row("consent", of: "\(outside)/demo") == "unasked" }
    }
  }
}
