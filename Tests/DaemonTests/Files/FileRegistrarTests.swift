import Deadlines
import Discovery
import Foundation
import ProjectStore
import Settings
import Testing

@testable import Daemon

@Suite struct FileRegistrarTests {
  let desk: FileDesk

  init() throws {
    desk = try FileDesk()
  }

  @Test func whatIsFoundIsRegisteredAndHeldAndRunsOnceItIsAllowed() async throws {
    try desk.write(
      projectFile("./down", "tags: [a, b]\nhooks: {before_destroy: ./check}\nprotected: false\n"))
    #expect(try await desk.look("demo") == [.registered])
    let held = try await desk.project()
    #expect(held.status == .held && held.holdReason == .untrusted && held.source == .file)
    #expect(held.name == "demo" && held.command == "./down" && held.tags == ["a", "b"])
    #expect(held.wishes.hooks.beforeDestroy == "./check")
    #expect(held.deadline == desk.now.wall + .hours(2))
    desk.pass(.minutes(10))
    #expect(try await desk.look("demo") == [.unchanged])
    #expect(try await desk.allow().change == .allowed)
    let allowed = try await desk.project()
    #expect(allowed.status == .scheduled && allowed.isAllowed && allowed.deadline == held.deadline)
    #expect(allowed.seenEnvironment == desk.seen && allowed.wishes == held.wishes)
    #expect(try await desk.events().contains { $0.hasPrefix("Its user allowed") })
  }

  @Test func whatChangesIsAskedAboutAnewAndItsDeadlineStays() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let before = try await desk.project()
    desk.pass(.minutes(5))
    try desk.write(projectFile("rm -rf ~", timeout: "1 min"))
    #expect(try await desk.look("demo") == [.held])
    let changed = try await desk.project()
    #expect(changed.file?.consent == .changed && changed.status == .held && changed.id == before.id)
    #expect(changed.deadline == before.deadline && changed.timeout == "2h" && changed.command == "rm -rf ~")
    try desk.write(projectFile())
    #expect(try await desk.look("demo") == [.allowed])
    #expect(try await desk.project().status == .scheduled)
  }

  @Test func aLongerTimeoutKeepsConsentAndMovesTheDeadline() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let before = try await desk.project()
    try desk.write(projectFile(timeout: "3h"))
    #expect(try await desk.look("demo") == [.postponed(by: .hours(1))])
    let after = try await desk.project()
    #expect(after.deadline == before.deadline.map { $0 + .hours(1) } && after.status == .scheduled)
    #expect(try await desk.look("demo") == [.unchanged])
    // Not back: that hastens.
    try desk.write(projectFile())
    #expect(try await desk.look("demo") == [.held])
    #expect(try await desk.project().deadline == after.deadline)
  }

  @Test func aDeletedFileWithdrawsConsent() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    try FileManager.default.removeItem(atPath: desk.path("demo/.killall.yaml"))
    #expect(try await desk.look("demo") == [.gone])
    #expect(try await desk.project().holdReason == .untrusted)
    #expect(try await desk.look("demo") == [.unchanged])
    try desk.write(projectFile())
    #expect(try await desk.look("demo").count == 1)
    #expect(try await desk.project().isAllowed == false)
    try FileManager.default.removeItem(atPath: desk.path("demo"))
    #expect(try await desk.look("demo") == [.gone])
  }

  /// At a place where something is mounted at times another directory shows at others.
  @Test func anotherDirectoryInItsPlaceDeletesNothing() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let before = try await desk.project()
    try FileManager.default.moveItem(atPath: desk.path("demo"), toPath: desk.path("elsewhere"))
    try desk.folder()
    guard case .unseen = try await desk.look("demo").first else {
      Issue.record("taken for deleted")
      return
    }
    #expect(try await desk.project() == before)
    #expect(desk.consents.isDecided(desk.path("demo/.killall.yaml")))
  }

  @Test func aMovedDirectoryKeepsItsHistoryAndIsAskedAboutAnew() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let before = try await desk.project()
    try FileManager.default.moveItem(atPath: desk.path("demo"), toPath: desk.path("moved"))
    let changes = try await desk.look("demo", "moved")
    #expect(changes.last == .moved(from: desk.path("demo")), "\(changes)")
    #expect(try await !desk.events("moved").contains { $0.contains("deleted") })
    let moved = try await desk.project("moved")
    #expect(moved.id == before.id && moved.deadline == before.deadline && moved.file?.consent == .moved)
    #expect(moved.name == "moved" && moved.status == .held)
    #expect(try await desk.store.projects.count() == 1)
    try await desk.allow("moved")
    #expect(try await desk.project("moved").status == .scheduled)
  }

  /// Two places may show one directory, as where it is mounted once more: the project is where it was.
  @Test func whatStillLiesThereHasNotMoved() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let before = try await desk.project()
    try desk.write(projectFile(), in: "other")
    var found = try await desk.found("other")
    found.directoryIdentity = before.file?.directory
    #expect(try await desk.registrar.take([found]).map(\.change) == [.registered])
    #expect(try await desk.project() == before)
    #expect(try await desk.project("other").isAllowed == false)
  }

  /// Its command goes by what was claimed, wherever its directory is by now.
  @Test func aRunningTeardownIsMovedNowhere() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let now = desk.now
    let running = try await desk.store.projects.update(try await desk.project().id, at: now.wall) {
      row throws(Refusal) in
      try row.claimAtUsersWord(at: now)
      return nil
    }
    try FileManager.default.moveItem(atPath: desk.path("demo"), toPath: desk.path("moved"))
    #expect(try await desk.look("demo", "moved").last == .registered)
    #expect(try await desk.project() == running)
    #expect(try await desk.project("moved").isAllowed == false)
  }

  @Test func aRowThatAnotherProgramChangedIsAskedAboutAnew() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    _ = try await desk.store.projects.update(try await desk.project().id, at: desk.now.wall) {
      row throws(Refusal) in
      row.command = "rm -rf ~"
      return nil
    }
    #expect(try await desk.look("demo") == [.held])
    #expect(try await desk.project().file?.consent == .differs)
    #expect(try await desk.look("demo") == [.unchanged])
    // Nor is consent carried over from it.
    try desk.write(projectFile(timeout: "3h"))
    _ = try await desk.look("demo")
    #expect(try await desk.project().isAllowed == false)
    #expect(desk.consents.verdict(on: try await desk.found()) == .unknown)
    #expect(try await desk.allow().change == .allowed)
    #expect(try await desk.project().command == "true")
  }

  /// Whoever looks twice, or is killed between the consent and the row, postpones once.
  @Test(arguments: ["once", "twice", "killed"])
  func aLongerTimeoutIsGivenOnce(how: String) async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let before = try await desk.project()
    try desk.write(projectFile(timeout: "3h"))
    let found = try await desk.found()
    if how == "killed" {
      let digest = try #require(before.file?.digest.flatMap(ContentDigest.init(text:)))
      #expect(try desk.consents.carryOver(found, from: digest) == .hours(1))
    }
    let outcomes = try await desk.registrar.take(how == "twice" ? [found, found] : [found])
    #expect(outcomes.first?.change == .postponed(by: .hours(1)))
    let after = try await desk.project()
    #expect(after.deadline == before.deadline.map { $0 + .hours(1) } && after.timeout == "3h")
    #expect(after.isAllowed && after.status == .scheduled)
  }

  /// What was found for these bytes stays, whatever is installed by now; what another program wrote there does not.
  @Test(arguments: [
    ("terraform destroy -auto-approve", [FileOutcome.Change.unchanged]), ("rm -rf ~", [.held]),
  ])
  func theUsualCommandStaysAsItWasFound(command: String, expected: [FileOutcome.Change]) async throws {
    try desk.write("version: 1\ntimeout: 2h\n")
    try Data().write(to: URL(filePath: desk.path("demo/main.tf")))
    try await desk.allow()
    let now = desk.now.wall
    _ = try await desk.store.projects.update(try await desk.project().id, at: now) { row throws(Refusal) in
      row.command = command
      return nil
    }
    #expect(try await desk.look("demo") == expected)
    // Of the two that go without saying, neither takes the place of the other: its user saw that one.
    try desk.write("version: 1\ntimeout: 2h\nname: x\n")
    _ = try await desk.look("demo")
    try await desk.allow()
    let usual = command == "rm -rf ~" ? "tofu destroy -auto-approve" : command
    #expect(try await desk.project().command == usual)
  }

  @Test func aCopyIsAProjectOfItsOwn() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    try FileManager.default.copyItem(atPath: desk.path("demo"), toPath: desk.path("copy"))
    #expect(try await desk.look("copy") == [.registered])
    #expect(try await desk.project("copy").file?.consent == .unasked)
    #expect(try await desk.project().isAllowed)
  }

  @Test func whatIsRegisteredByHandIsLeftAlone() async throws {
    let path = try desk.folder()
    let new = NewProject(path: path, name: "mine", timeout: "1h", command: "false", deadline: nil)
    let before = try await desk.store.projects.create(new, at: desk.now.wall)
    try desk.write(projectFile())
    #expect(try await desk.look("demo") == [.notOurs(before)])
    #expect(try await desk.allow().change == .notOurs(before))
    #expect(try await desk.project() == before)
  }

  @Test(arguments: [ProjectStatus.destroyed, .cancelled])
  func aRescanRevivesNothing(status: ProjectStatus) async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let id = try await desk.project().id
    _ = try await desk.store.projects.update(id, at: desk.now.wall) { row throws(Refusal) in
      row.status = status
      return nil
    }
    try desk.write(projectFile("./other"))
    guard case .atRest = try await desk.look("demo").first else {
      Issue.record("not left at rest")
      return
    }
    let row = try await desk.project()
    #expect(row.status == status && row.command == "./other" && !row.isAllowed)
  }

  @Test func aBadFileMakesNoProjectAndHoldsOneThatIsThere() async throws {
    try desk.write("version: 1\ntimeout: soon\n")
    guard case .bad(let trouble) = try await desk.look("demo").first else {
      Issue.record("taken")
      return
    }
    #expect(trouble.contains(":2:"), "\(trouble)")
    #expect(try await desk.store.projects.count() == 0)
    try desk.write(projectFile())
    try await desk.allow()
    try desk.write(projectFile("x", "comand: y\n"))
    _ = try await desk.look("demo")
    let row = try await desk.project()
    #expect(row.status == .held && row.holdReason == .invalid && row.command == "true")
    try desk.write(projectFile())
    #expect(try await desk.look("demo") == [.unchanged])
    #expect(try await desk.project().status == .scheduled)
  }

  @Test(arguments: ["file", "folder"])
  func whatOthersCanWriteIsRefused(what: String) async throws {
    try desk.write(projectFile())
    let path = what == "file" ? desk.path("demo/.killall.yaml") : desk.path("demo")
    try desk.chmod(path, what == "file" ? 0o664 : 0o775)
    guard case .unsafe(let trouble) = try await desk.look("demo").first else {
      Issue.record("taken")
      return
    }
    #expect(trouble.contains("chmod"), "\(trouble)")
    #expect(try await desk.store.projects.count() == 0)
    await #expect(throws: FileDecisionError.self) { try await desk.allow() }
    try desk.chmod(path, what == "file" ? 0o600 : 0o700)
    try await desk.allow()
    try desk.chmod(path, what == "file" ? 0o622 : 0o777)
    _ = try await desk.look("demo")
    #expect(try await desk.project().file?.consent == .unsafe)
    #expect(try await desk.project().holdReason == .untrusted)
  }

  @Test func whatCannotBeSeenIsLeftAsItIs() async throws {
    try desk.write(projectFile())
    try await desk.allow()
    let before = try await desk.project()
    let unseen = FoundFile(directory: desk.path("demo"), content: .unseen("not mounted"))
    #expect(try await desk.registrar.take([unseen]).map(\.change) == [.unseen("not mounted")])
    #expect(try await desk.project() == before)
    _ = try await desk.registrar.take([unseen], isClaim: true)
    #expect(try await desk.project().file?.consent == .unseen)
    #expect(try await desk.look("demo") == [.allowed])
  }

  @Test func withoutACommandTheFilesInTheDirectoryDecide() async throws {
    try desk.write("version: 1\ntimeout: 2h\n")
    guard case .bad(let trouble) = try await desk.look("demo").first else {
      Issue.record("taken")
      return
    }
    #expect(trouble.contains("command"), "\(trouble)")
    try Data().write(to: URL(filePath: desk.path("demo/main.tf")))
    #expect(try await desk.look("demo") == [.registered])
    #expect(try await desk.project().command == "tofu destroy -auto-approve")
    try await desk.allow()
    // Another PATH, and other bytes: what was allowed stays what runs.
    try FileManager.default.createDirectory(atPath: desk.path("bin"), withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: desk.path("bin/terraform")))
    try desk.chmod(desk.path("bin/terraform"), 0o755)
    try desk.write("version: 1\ntimeout: 3h\n")
    let other = FileRegistrar(
      store: desk.store, consents: desk.consents, settings: desk.settings, searchPath: desk.path("bin"),
      clock: Clock { desk.now })
    #expect(try await other.take([desk.found()]).map(\.change) == [.postponed(by: .hours(1))])
    #expect(try await desk.project().command == "tofu destroy -auto-approve")
  }

  @Test func noFileLivesLongerThanTheSettingsAllow() async throws {
    var settings = Settings()
    settings.policy.maximumLifetime = .hours(1)
    let desk = try FileDesk(settings)
    try desk.write(projectFile())
    guard case .bad(let trouble) = try await desk.look("demo").first else {
      Issue.record("taken")
      return
    }
    #expect(trouble.contains("maximum_lifetime") && trouble.contains("1 hour"), "\(trouble)")
  }

  @Test func whatIsDeniedIsHeldAndNoMoreSaid() async throws {
    try desk.write(projectFile())
    _ = try await desk.look("demo")
    _ = try await desk.registrar.deny(try await desk.found(), in: desk.seen)
    #expect(try await desk.project().file?.consent == .denied)
    #expect(try await desk.look("demo") == [.unchanged])
    #expect(try await desk.allow().change == .allowed)
  }

  /// A look that only refreshes what is known makes no project.
  @Test func aPlaceOutsideTheTreesRegistersNothing() async throws {
    try desk.write(projectFile())
    _ = try await desk.look("demo", registers: false)
    #expect(try await desk.store.projects.count() == 0)
  }
}
