import Deadlines
import Foundation
import Notifications
import ProjectStore
import RemoteControl
import Settings
import Testing

@testable import Daemon

/// Questions that cannot be raised, and what becomes of one when its project changes meanwhile.
@Suite(.timeLimit(.minutes(1))) struct QuestionTroubleTests {
  private func add(_ name: String, to watch: Watch) async throws {
    let id = try await watch.add(name, command: "touch ../gone", in: 7_200)
    _ = try await watch.rows.first { $0.id == id && $0.scheduledAt != nil }
  }

  private func failure(_ watch: Watch, _ project: ProjectReference = .text("demo")) async -> QuestionFailure?
  {
    do throws(QuestionFailure) {
      try await watch.mailbox.requestDestroy(project)
      return nil
    } catch {
      return error
    }
  }

  private func question(_ watch: Watch, about name: String = "demo") async throws -> NotificationRequest {
    try await watch.shown.first { $0.summary == "Destroy \(name) now?" }
  }

  @Test func nobodyIsAskedWhereNotificationsAreOff() async throws {
    var settings = Settings.oneAttempt
    settings.policy.notificationsEnabled = false
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      try await add("demo", to: watch)
      guard case .silence(_, .disabled)? = await failure(watch) else {
        Issue.record("asked")
        return
      }
      #expect(watch.shown.all.allSatisfy { !$0.summary.hasPrefix("Destroy ") })
    }
  }

  /// Three that failed must not keep all others from being asked about.
  @Test(arguments: [true, false]) func whatWasNotRaisedTakesUpNoPlace(isShown: Bool) async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      if isShown { watch.serverDrawsNoButtons() } else { watch.serverFails(.timedOut(.seconds(5))) }
      for number in 1...4 {
        try await add("p\(number)", to: watch)
        switch await failure(watch, .text("p\(number)")) {
        case .noButtons? where isShown, .silence? where !isShown: break
        case let other: Issue.record("p\(number): \(String(describing: other))")
        }
      }
      // Without buttons it would stand for ever.
      #expect(watch.withdrawn.all.count { $0.hasSuffix("-confirm") } == (isShown ? 4 : 0))
    }
  }

  @Test func whatChangesWhileItIsShownIsNotAskedAbout() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      try await add("demo", to: watch)
      watch.beforeShowing { [mailbox = watch.mailbox] request in
        guard request.summary == "Destroy demo now?" else { return }
        _ = try? await mailbox.ask(Command(project: .text("demo"), action: .extend(by: .hours(1))))
      }
      guard case .changed? = await failure(watch) else {
        Issue.record("accepted")
        return
      }
      let tag = try await question(watch).tag
      _ = try await watch.withdrawn.first { $0 == tag }
    }
  }

  @Test func whoeverAsksMeanwhileWaitsForTheSamePopup() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      try await add("demo", to: watch)
      let (answers, begun) = (Heard<Bool>(), Heard<String>())
      let (gate, opening) = AsyncStream<Never>.makeStream()
      watch.beforeShowing { request in
        begun.say(request.summary)
        for await _ in gate {}
      }
      let ask = Input.destroyRequested(.text("demo")) { answers.say($0 == nil) }
      watch.mailbox.post(ask)
      _ = try await begun.first { $0 == "Destroy demo now?" }
      watch.mailbox.post(ask)
      await watch.settle()
      opening.finish()
      _ = try await answers.first(times: 2) { $0 }
      #expect(begun.all.count { $0 == "Destroy demo now?" } == 1)
    }
  }

  @Test func aChangeOfSomethingElseLeavesIt() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      try await add("demo", to: watch)
      #expect(await failure(watch) == nil)
      let question = try await question(watch)
      try await watch.sqlite("UPDATE projects SET updated_at = 1")
      watch.mailbox.post(.storeChanged(.changed))
      _ = try await watch.rows.first { $0.updatedAt == Timestamp(1) }
      // What is told next is shown after that was looked at.
      watch.mailbox.post(.ignoreFileFails("unusual"))
      _ = try await watch.shown.first { $0.body.contains("unusual") }
      try watch.press("Destroy now", on: question)
      _ = try await watch.row(.destroyed)
    }
  }

  @Test func itGoesWithItsProject() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      try await add("demo", to: watch)
      #expect(await failure(watch) == nil)
      let tag = try await question(watch).tag
      try await watch.sqlite("DELETE FROM projects")
      watch.mailbox.post(.storeChanged(.changed))
      _ = try await watch.withdrawn.first { $0 == tag }
    }
  }

  /// Where the path leads by the time of the click is what counts.
  @Test func aLinkThatLeadsElsewhereByThenIsRefused() async throws {
    var settings = Settings.oneAttempt
    settings.policy.protection.paths = ["/usr"]
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      let link = watch.folder + "/link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: watch.project)
      let new = NewProject(
        path: link, name: "link", timeout: "1h", command: "touch ../gone",
        deadline: watch.now.wall + .hours(2))
      let id = try await watch.store.projects.add(new, at: watch.now.wall) { _ in nil }.id
      watch.mailbox.post(.storeChanged(.changed))
      _ = try await watch.rows.first { $0.id == id && $0.scheduledAt != nil }
      #expect(await failure(watch, .id(id)) == nil)
      let question = try await question(watch, about: "link")
      try FileManager.default.removeItem(atPath: link)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/usr/share")
      try watch.press("Destroy now", on: question)
      let told = try await watch.shown.first { $0.summary == "link: not destroyed" }
      #expect(told.body.contains("protected"), "\(told.body)")
      #expect(try await watch.store.projects.find(id)?.status == .scheduled)
      #expect(try await watch.store.executions.of(id).values.isEmpty)
    }
  }

  /// Its user was asked about what lay there when another program asked.
  @Test func aDirectorySwappedWhileItIsShownIsRefused() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      try await add("demo", to: watch)
      watch.beforeShowing { [project = watch.project] request in
        guard request.summary == "Destroy demo now?" else { return }
        try? FileManager.default.moveItem(atPath: project, toPath: project + "-old")
        try? FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: false)
      }
      #expect(await failure(watch) == nil)
      try watch.press("Destroy now", on: try await question(watch))
      let told = try await watch.shown.first { $0.summary == "demo: not destroyed" }
      #expect(told.body.contains("leads to another directory"), "\(told.body)")
      #expect(try await watch.store.executions.of(Project.ID(1)).values.isEmpty)
    }
  }

  /// The wait for the end of one is over with it.
  @Test func theNextOneEndsByItselfAsWell() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      try await add("demo", to: watch)
      for count in 1...3 {
        #expect(await failure(watch) == nil)
        let tag = try await question(watch).tag
        watch.pass(.minutes(2))
        _ = try await watch.withdrawn.first(times: count) { $0 == tag }
      }
    }
  }
}
