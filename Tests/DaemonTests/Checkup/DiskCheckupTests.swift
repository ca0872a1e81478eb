import Deadlines
import Foundation
import ProjectStore
import RealParts
import Settings
import Testing
import Wording

@testable import Daemon

@Suite("A checkup of files", .timeLimit(.minutes(1))) struct DiskCheckupTests {
  private func store(of desk: CheckupDesk) async throws -> ProjectStore {
    try await ProjectStore.open(at: desk.places.database, create: .fileAndFolders)
  }

  private func add(_ name: String, to store: ProjectStore, command: String = "true") async throws -> Project {
    let now = Clock.system.now().wall
    let new = NewProject(
      path: "/srv/\(name)", name: name, timeout: "2 hours", command: command, deadline: now + .hours(2))
    return try await store.projects.add(new, at: now) { _ in nil }
  }

  @Test("groups the projects by what they wait for") func projects() async throws {
    let desk = try CheckupDesk()
    let store = try await store(of: desk)
    for name in ["one", "two", "three", "four"] { _ = try await add(name, to: store) }
    _ = try await ChildProcess.run([
      "sqlite3", desk.places.database,
      "UPDATE projects SET status = 'failed' WHERE id = 1; "
        + "UPDATE projects SET status = 'held', hold_reason = 'unwarned' WHERE id IN (2, 3)",
    ])
    let findings = await desk.look("projects")
    #expect(findings.map(\.subject) == ["failed", "held: unwarned", "directory", "active"])
    #expect(try findings.about("failed").remedy == "killall-tofu logs one")
    #expect(
      try findings.about("held: unwarned").text.hasPrefix(
        "2 projects: “two”, “three”; nobody could be warned"))
    let lost = try findings.about("directory")
    #expect(lost.level == .warning && lost.text.hasPrefix("4 projects: ") && lost.text.contains("are gone"))
    #expect(try findings.about("active").text == "4 projects; next is “four”, in 2 hours")
  }

  @Test("finds the program that a project's teardown lacks") func tools() async throws {
    let desk = try CheckupDesk()
    let store = try await store(of: desk)
    _ = try await add("one", to: store, command: "no-such-program-anywhere destroy")
    _ = try await add("two", to: store, command: "ls")
    let findings = await desk.look("tools")
    let lack = try findings.about("“one”")
    #expect(lack.level == .error && lack.text.contains("“no-such-program-anywhere”"))
    #expect(!findings.contains { $0.subject == "“two”" })
    #expect(try findings.about("programs").text.hasPrefix("sh (/usr/bin/sh)"))
  }

  @Test("names the line at which settings break, and what is in force then") func settings() async throws {
    let desk = try CheckupDesk()
    #expect(try await desk.look("settings").about("file").text.contains("defaults are in force"))
    try desk.configure("version: 1\nscaner: {}\n")
    let broken = try await desk.look("settings").about("file")
    #expect(
      broken.level == .error && broken.text.contains("config.yaml:2:1")
        && broken.text.contains("nothing is destroyed"))
    _ = try desk.make(
      ".local/state/killall-tofu/last-good-config.yaml", "version: 1\nnotifications: {required: false}\n")
    #expect(
      try await desk.look("settings").about("file").text.contains(
        "the last ones that made sense are in force"))
    #expect(try await desk.look("notifications").about("settings").text.contains("required: false"))
    // Reading them here must not make them those of the daemon.
    try desk.configure("version: 1\n")
    #expect(try await desk.look("settings").about("file").level == .ok)
    let kept = try String(
      contentsOfFile: desk.folder.path(".local/state/killall-tofu/last-good-config.yaml"), encoding: .utf8)
    #expect(kept.contains("required"))
  }

  @Test("looks into each watched tree") func trees() async throws {
    let desk = try CheckupDesk()
    _ = try desk.make("stacks/a/.killall.yaml", "version: 1\ntimeout: 1h\n")
    try desk.configure("version: 1\nscanner: {watch_dirs: [~/stacks, ~/none]}\n")
    let findings = await desk.look("watched trees")
    #expect(try findings.about("~/stacks").text == "1 project file, 2 directories")
    #expect(try findings.about("~/none").level == .warning)
    #expect(try findings.about("watches").text.contains("left"))
  }

  @Test("finds what others can see or change") func folders() async throws {
    let desk = try CheckupDesk()
    _ = try await store(of: desk)
    #expect(await desk.look("folders").allSatisfy { $0.level == .ok })
    let data = desk.folder.path(".local/share/killall-tofu")
    chmod(data, 0o755)
    let seen = try await desk.look("folders").about("data")
    #expect(seen.level == .warning)
    chmod(data, 0o777)
    #expect(try await desk.look("folders").about("data").level == .error)
    let remedy = try #require(seen.remedy)
    #expect(try await ChildProcess.run(["sh", "-c", remedy]).code == 0)
    #expect(try await desk.look("folders").about("data").level == .ok)
  }

  @Test("changes nothing, not even what it is about to complain of") func changesNothing() async throws {
    let desk = try CheckupDesk()
    _ = try await add("one", to: try await store(of: desk))
    try desk.configure("version: 1\n")
    chmod(desk.places.database, 0o644)
    let list = ["find", desk.folder.path, "-printf", "%p %m %s %T@ %C@\\n"]
    let before = try await ChildProcess.run(list).output
    _ = await desk.look("database")
    #expect(try await ChildProcess.run(list).output == before)
  }

  @Test("looks at what needs no home where there is none") func noHome() async throws {
    let checkup = Checkup(
      places: nil, placesTrouble: "no home", database: nil, engine: .typed, environment: [:], autostart: [])
    let sections = await checkup.sections()
    #expect(sections.contains { $0.title == "clock" })
    #expect(sections.first { $0.title == "folders" }?.findings.first?.text == "no home")
  }

  @Test(
    "finds an entry of the autostart folder that starts nothing",
    arguments: [
      ("Exec=/usr/bin/true daemon", Finding.Level.ok), ("Exec=/gone/killall-tofu daemon", .error),
      ("Exec=/usr/bin/true\nHidden=true", .warning), ("Exec=\"/gone/a b\" daemon", .error),
      ("Exec=env KILLALL_TOFU_STORE=raw /usr/bin/true daemon", .ok),
    ])
  func autostart(entry: String, level: Finding.Level) async throws {
    var desk = try CheckupDesk()
    #expect(try await desk.look("autostart").about("at login").level == .warning)
    desk.autostart = [try desk.make("entry.desktop", "[Desktop Entry]\n\(entry)\n")]
    #expect(try await desk.look("autostart").about("at login").level == level)
  }
}
