import Deadlines
import Foundation
import Notifications
import ProjectStore
import RemoteControl
import Settings
import Testing

@testable import Daemon

/// Promise 5: what another program asks for is destroyed at its user's click only, and what was shown to them only.
@Suite(.timeLimit(.minutes(1))) struct DestroyRequestTests {
  /// A project whose teardown leaves a mark, and the question about it.
  private func asked(_ watch: Watch) async throws -> NotificationRequest {
    try await watch.serverComes()
    let id = try await watch.add(command: "touch ../gone", in: 7_200)
    _ = try await watch.rows.first { $0.id == id && $0.scheduledAt != nil }
    try await watch.mailbox.requestDestroy(.text("demo"))
    return try await watch.shown.first { $0.summary == "Destroy demo now?" }
  }

  private func expectNothingRan(_ watch: Watch, _ status: ProjectStatus = .scheduled) async throws {
    await watch.settle()
    let row = try #require(try await watch.store.projects.find(Project.ID(1)))
    #expect(row.status == status && row.attempts == nil)
    #expect(try await watch.store.executions.of(row.id).values.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: watch.folder + "/gone"))
  }

  /// Whether a click came to nothing, and why.
  private func refused(_ watch: Watch, _ part: String) async throws {
    let told = try await watch.shown.first { $0.summary == "demo: not destroyed" }
    #expect(told.body.contains(part), "\(told.body)")
  }

  @Test func aClickDestroysAndSaysWhy() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      #expect(question.actions.map(\.label) == ["Keep", "Destroy now"])
      #expect(question.body.hasPrefix("touch ../gone\nin \(watch.project)\n"), "\(question.body)")
      #expect(question.urgency == .critical && question.expiry == .after(.minutes(2)))
      try await expectNothingRan(watch)
      try watch.press("Destroy now", on: question)
      _ = try await watch.row(.destroyed)
      #expect(FileManager.default.fileExists(atPath: watch.folder + "/gone"))
      let executions = try await watch.store.executions.of(Project.ID(1)).values
      #expect(executions.map(\.reason) == [.confirmed])
      let events = try await watch.store.events.of(Project.ID(1)).values
      // Its beginning and its end are the answer; nothing that promises them comes beside.
      await watch.settle()
      #expect(!watch.shown.all.contains { $0.summary == "demo is destroyed now" })
      #expect(events.contains { $0.message == "The user confirmed that it is destroyed now" })
      // Once more: the popup was drawn for a generation that is over.
      try watch.press("Destroy now", on: question)
      try await refused(watch, "has changed since")
      #expect(try await watch.store.executions.of(Project.ID(1)).values.count == 1)
    }
  }

  @Test(arguments: ["Keep", "closed", "default"]) func whatIsNoYesChangesNothing(answer: String) async throws
  {
    try await Watch.with { watch in
      let question = try await asked(watch)
      switch answer {
      case "Keep": try watch.press("Keep", on: question)
      case "closed": watch.serverSays(.closed(tag: question.tag, reason: .dismissed))
      default:
        watch.serverSays(.actionInvoked(tag: question.tag, key: NotificationRequest.defaultActionKey))
        // It is shown once more, and counts as long as before.
        _ = try await watch.shown.first(times: 2) { $0 == question }
        try watch.press("Destroy now", on: question)
        _ = try await watch.row(.destroyed)
        return
      }
      try watch.press("Destroy now", on: question)
      try await refused(watch, "not up any more")
      try await expectNothingRan(watch)
    }
  }

  /// A key that nobody was shown by this daemon: from before a restart, of another daemon, or forged.
  @Test func aKeyThatNobodyWasShownDestroysNothing() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await watch.add(in: 7_200)
      let seen = try await watch.rows.first { $0.id == id && $0.scheduledAt != nil }
      for tag in [seen.questionTag, seen.tag] {
        watch.serverSays(
          .actionInvoked(tag: tag, key: "\(id.number)/\(seen.generation.number)/destroy"))
      }
      // Two refusals of the same within a moment are one piece of news.
      _ = try await watch.shown.first { $0.summary == "demo: not destroyed" }
      try await expectNothingRan(watch)
    }
  }

  @Test func anExtensionInBetweenMakesItStale() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      _ = try await watch.mailbox.ask(Command(project: .text("demo"), action: .extend(by: .hours(1))))
      _ = try await watch.withdrawn.first { $0 == question.tag }
      try watch.press("Destroy now", on: question)
      try await refused(watch, "has changed since")
      try await expectNothingRan(watch)
    }
  }

  /// The popup named a path, and that leads to something else now.
  @Test(arguments: [true, false]) func anotherDirectoryInBetweenIsLeftAlone(isGone: Bool) async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      try FileManager.default.moveItem(atPath: watch.project, toPath: watch.folder + "/old")
      if !isGone {
        try FileManager.default.createDirectory(
          atPath: watch.folder + "/other", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
          atPath: watch.project, withDestinationPath: watch.folder + "/other")
      }
      try watch.press("Destroy now", on: question)
      try await refused(watch, "leads to another directory")
      try await expectNothingRan(watch)
    }
  }

  /// Shown again it is closed by the server no later than it would have been.
  @Test func shownAgainItStandsForTheRestOfItsTime() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      watch.pass(.seconds(90))
      watch.serverSays(.actionInvoked(tag: question.tag, key: NotificationRequest.defaultActionKey))
      _ = try await watch.shown.first { $0.tag == question.tag && $0.expiry == .after(.seconds(30)) }
    }
  }

  /// A server that takes it down by itself, early or late, ends it.
  @Test func whatTheServerTookDownIsAnsweredNoMore() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      watch.serverSays(.closed(tag: question.tag, reason: .expired))
      try watch.press("Destroy now", on: question)
      try await refused(watch, "not up any more")
      try await expectNothingRan(watch)
    }
  }

  /// Nobody answered it, so nobody is said to have.
  @Test func askedAgainTooSoonIsTrueHoweverItEnded() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      _ = try await watch.mailbox.ask(Command(project: .text("demo"), action: .extend(by: .hours(1))))
      _ = try await watch.withdrawn.first { $0 == question.tag }
      watch.pass(.seconds(3))
      do throws(QuestionFailure) {
        try await watch.mailbox.requestDestroy(.text("demo"))
        Issue.record("asked again")
      } catch {
        let message = RemoteError(error).message
        #expect(message.contains("asked only just now; ask again in 7 seconds"), "\(message)")
        #expect(!message.contains("answered"))
      }
    }
  }

  /// It counts for two minutes in which the machine is awake; sleep and the wall clock are no measure of that.
  @Test(arguments: [true, false]) func itCountsForTwoMinutesAwake(isOver: Bool) async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      watch.setClock(by: 3_000)
      if isOver {
        watch.pass(.minutes(2))
        // Nobody need click for that.
        _ = try await watch.withdrawn.first { $0 == question.tag }
        try watch.press("Destroy now", on: question)
        try await refused(watch, "not up any more")
        return try await expectNothingRan(watch)
      }
      watch.setClock(by: -3_000)
      watch.sleep(.minutes(50))
      // The two minutes after waking count from when that is noticed.
      await watch.settle()
      watch.pass(.seconds(119))
      try watch.press("Destroy now", on: question)
      // Right after waking nothing starts, whoever says so.
      let waiting = try await watch.rows.first { $0.status == .destroying }
      #expect(waiting.isBetweenAttempts)
      let promise = try await watch.shown.first { $0.summary == "demo is destroyed now" }
      watch.pass(.seconds(2))
      _ = try await watch.row(.destroyed)
      // What was promised is taken the place of by what happens.
      let started = try await watch.shown.first { $0.summary == "demo is being destroyed" }
      #expect(promise.tag == started.tag)
    }
  }

  /// The next server counts its ids from the start, so an old popup's click may come under a new one's name.
  @Test func whatWentWithItsServerIsAnsweredNoMore() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      try await watch.serverComes()
      try watch.press("Destroy now", on: question)
      try await refused(watch, "not up any more")
      try await expectNothingRan(watch)
    }
  }

  @Test func aStormIsOnePopup() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      for _ in 0..<20 { try await watch.mailbox.requestDestroy(.text("demo")) }
      #expect(watch.shown.all.count { $0.tag == question.tag } == 1)
      try watch.press("Keep", on: question)
      await watch.settle()
      await #expect(throws: QuestionFailure.self) { try await watch.mailbox.requestDestroy(.text("demo")) }
      #expect(watch.shown.all.count { $0.tag == question.tag } == 1)
      watch.pass(.seconds(10))
      try await watch.mailbox.requestDestroy(.text("demo"))
      #expect(watch.shown.all.count { $0.tag == question.tag } == 2)
    }
  }

  @Test func askingAboutOneLeavesTheOther() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      _ = try await watch.add("other", in: 7_200)
      _ = try await watch.rows.first { $0.name == "other" && $0.scheduledAt != nil }
      try await watch.mailbox.requestDestroy(.text("other"))
      _ = try await watch.shown.first { $0.summary == "Destroy other now?" }
      try watch.press("Destroy now", on: question)
      let destroyed = try await watch.row(.destroyed)
      #expect(destroyed.name == "demo")
      #expect(try await watch.store.projects.find(Project.ID(2))?.status == .scheduled)
    }
  }

  @Test func whatNobodyWouldSeeIsSaid() async throws {
    try await Watch.with { watch in
      _ = try await watch.add(in: 7_200)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      for (failure, words) in [
        (NotificationFailure.serverAbsent, "no notification server is running"),
        (.timedOut(.seconds(5)), "did not accept the question"), (.inhibited, "notifications are paused"),
      ] {
        watch.serverFails(failure)
        do throws(QuestionFailure) {
          try await watch.mailbox.requestDestroy(.text("demo"))
          Issue.record("accepted")
        } catch {
          let answer = RemoteError(error)
          #expect(answer.kind == .wrongState && answer.message.contains(words), "\(answer)")
          #expect(answer.message.contains("killall-tofu destroy demo"))
        }
        // What was never accepted is answered by nobody.
        watch.serverSays(.actionInvoked(tag: "project-1-confirm", key: "1/1/destroy"))
      }
      // It would be shown later, when nobody waits for an answer any more.
      #expect(watch.withdrawn.all.contains("project-1-confirm"))
      try await expectNothingRan(watch)
    }
  }

  @Test func whatNoClickSettlesIsRefusedAtOnce() async throws {
    var settings = Settings.oneAttempt
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      for (name, timeout) in [("production", "1h"), ("bad", "soon")] {
        _ = try await watch.add(name, timeout: timeout, in: 7_200)
        do throws(QuestionFailure) {
          try await watch.mailbox.requestDestroy(.text(name))
          Issue.record("\(name) was asked about")
        } catch {
          #expect(RemoteError(error).kind == .wrongState)
        }
      }
      await #expect(throws: QuestionFailure.self) { try await watch.mailbox.requestDestroy(.text("none")) }
      #expect(watch.shown.all.allSatisfy { !$0.summary.hasPrefix("Destroy ") })
    }
    // Also where a link leads into what is protected, however the row names it.
    settings.policy.protection.paths = ["/usr"]
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      try FileManager.default.createSymbolicLink(
        atPath: watch.folder + "/link", withDestinationPath: "/usr/share")
      let new = NewProject(
        path: watch.folder + "/link", name: "link", timeout: "1h", command: "true",
        deadline: watch.now.wall + .hours(2))
      let id = try await watch.store.projects.add(new, at: watch.now.wall) { _ in nil }.id
      do throws(QuestionFailure) {
        try await watch.mailbox.requestDestroy(.id(id))
        Issue.record("what lies behind a link was asked about")
      } catch {
        #expect(RemoteError(error).message.contains("protected"))
      }
    }
  }

  /// A click is no typed name: what became protected in between is left alone.
  @Test func whatBecameProtectedInBetweenIsLeftAlone() async throws {
    try await Watch.with { watch in
      let question = try await asked(watch)
      var settings = Settings.oneAttempt
      settings.policy.protection.paths = [watch.project]
      watch.mailbox.post(.settings(settings))
      _ = try await watch.row(.held)
      try watch.press("Destroy now", on: question)
      try await refused(watch, "protected")
      try await expectNothingRan(watch, .held)
    }
  }
}
