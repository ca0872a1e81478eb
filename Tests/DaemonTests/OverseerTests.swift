import Deadlines
import Foundation
import Notifications
import ProjectStore
import RemoteControl
import Settings
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct OverseerTests {
  @Test func aWholeLife() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "20s", command: "echo gone > ../gone", in: 20)
      _ = try await watch.alarms.first { $0 == watch.now.wall + .seconds(10) }
      watch.pass(.seconds(10))
      let warning = try await watch.shown.first { $0.summary == "demo is destroyed in 10 seconds" }
      #expect(warning.actions.map(\.label) == ["Extend 15 min", "Extend 1 hour", "Cancel"])
      #expect(warning.urgency == .critical)
      _ = try await watch.rows.first { $0.acceptance != nil }
      watch.pass(.seconds(10))
      _ = try await watch.row(.destroying)
      _ = try await watch.row(.destroyed)
      _ = try await watch.shown.first { $0.summary == "demo was destroyed" }
      #expect(FileManager.default.fileExists(atPath: watch.folder + "/gone"))
      let execution = try #require(try await watch.store.executions.last(of: id))
      #expect(execution.status == .completed && execution.exitCode == 0)
    }
  }

  @Test func aRefusedWarningHoldsAndNothingRuns() async throws {
    try await Watch.with { watch in
      watch.serverFails(.rejected("no"))
      try await watch.serverComes()
      let id = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(30))
      let held = try await watch.row(.held)
      #expect(held.holdReason == .unwarned)
      #expect(try await watch.store.executions.of(id).values.isEmpty)
    }
  }

  @Test func aClickIsCarriedOutAndToldOnce() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      _ = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(10))
      let warning = try await watch.shown.first { !$0.actions.isEmpty }
      try watch.press("Extend 15 min", on: warning)
      let extended = try await watch.rows.first { $0.generation > Generation(1) }
      #expect(extended.deadline == watch.now.wall + .seconds(10 + 900))
      _ = try await watch.shown.first { $0.summary == "demo was extended" }
      // The same button once more: the popup was drawn for a generation that is over.
      try watch.press("Extend 15 min", on: warning)
      _ = try await watch.shown.first { $0.summary == "demo: not extended" }
      #expect(try await watch.store.projects.find(extended.id)?.deadline == extended.deadline)
    }
  }

  @Test func cancelOffersResume() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      _ = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(10))
      try watch.press("Cancel", on: try await watch.shown.first { !$0.actions.isEmpty })
      _ = try await watch.row(.cancelled)
      let kept = try await watch.shown.first { $0.summary == "demo is kept" }
      try watch.press("Resume", on: kept)
      let resumed = try await watch.rows.first { $0.status == .scheduled && $0.generation > Generation(2) }
      #expect(resumed.deadline == watch.now.wall + .seconds(20))
    }
  }

  @Test func theDefaultActionShowsTheWarningAgainAndChangesNothing() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "2 hours", in: 7_200)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.minutes(60))
      let warning = try await watch.shown.first { !$0.actions.isEmpty }
      #expect(warning.expiry == .server && warning.urgency == .normal)
      _ = try await watch.rows.first { $0.acceptance != nil }
      let before = try await watch.store.projects.find(id)
      watch.serverSays(.actionInvoked(tag: warning.tag, key: NotificationRequest.defaultActionKey))
      let again = try await watch.shown.first { $0.expiry == .never }
      #expect(again.actions == warning.actions)
      #expect(try await watch.store.projects.find(id) == before)
    }
  }

  /// Promise 7: what another daemon started is followed to its end; what left no record is not run again.
  @Test func anExecutionWithoutARecordIsInterrupted() async throws {
    try await Watch.with(prepare: { watch in
      let id = try await watch.add(timeout: "20s", in: 20)
      let directory = try #require(FileIdentity(ofFileAt: watch.project))
      let request = ClaimRequest(
        folder: "20260101T000000Z-lost", workingDirectory: watch.project, directory: directory)
      _ = try await watch.store.executions.claim(
        id, at: watch.now.wall, request, rule: { _ in }, event: { _ in nil })
    }) { watch in
      let held = try await watch.row(.held)
      #expect(held.holdReason == .interrupted)
      try await watch.serverComes()
      watch.pass(.days(1))
      let executions = try await watch.store.executions.of(held.id).values
      #expect(executions.count == 1)
    }
  }

  /// An execution adopted before the file was read must not make the first reading look like a later one.
  @Test func theLastTeardownsFromBeforeThisDaemonAreMadeKnown() async throws {
    try await Watch.with(prepare: { watch in
      for (path, folder, isOver) in [
        (watch.project, "no folder of ours", false), ("/tmp", "20260101T000000Z-b", true),
      ] {
        let new = NewProject(path: path, name: folder, timeout: "1h", command: "true", deadline: nil)
        let id = try await watch.store.projects.add(new, at: watch.now.wall) { _ in nil }.id
        let directory = try #require(FileIdentity(ofFileAt: path))
        let request = ClaimRequest(folder: folder, workingDirectory: path, directory: directory)
        let claim = try await watch.store.executions.claim(
          id, at: watch.now.wall, request, rule: { _ in }, event: { _ in nil })
        guard isOver else { continue }
        _ = try await watch.store.executions.finish(
          claim.execution.id, ExecutionEnding(status: .completed, exitCode: 0), at: watch.now.wall
        ) { project in
          project.finishDestroying()
          return []
        }
      }
    }) { watch in
      let known = try await watch.executed.first { $0.project == Project.ID(2) }
      #expect(!known.isNews)
    }
  }

  @Test func aFailureIsToldWhenAServerComes() async throws {
    try await Watch.with { watch in
      var settings = Settings.oneAttempt
      settings.policy.notificationsRequired = false
      watch.mailbox.post(.settings(settings))
      watch.serverFails(.serverAbsent)
      _ = try await watch.add(timeout: "20s", command: "echo no >&2; exit 4", in: 1)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(2))
      _ = try await watch.row(.failed)
      watch.serverFails(nil)
      try await watch.serverComes()
      let told = try await watch.shown.first { $0.summary == "demo could not be destroyed" }
      #expect(told.body.contains("exit code 4") && told.body.contains("\n“no”\n"))
      #expect(told.urgency == .critical)
    }
  }

  @Test func commandsAreAnsweredOnTheWayOutToo() async throws {
    let mailbox = Mailbox()
    mailbox.close()
    do throws(CommandError) {
      _ = try await mailbox.ask(Command(project: .text("demo"), action: .cancel, offered: nil))
      Issue.record("answered")
    } catch {
      #expect(error == .stopping)
    }
  }

  @Test func aStrangersActionKeyIsIgnored() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await watch.add(in: 7_200)
      let seen = try await watch.rows.first { $0.scheduledAt != nil }
      watch.serverSays(.actionInvoked(tag: "project-1", key: "rm -rf /"))
      watch.serverSays(.actionInvoked(tag: "project-1", key: "1/99/cancel"))
      watch.serverSays(.actionInvoked(tag: "project-1", key: "77/1/cancel"))
      _ = try await watch.shown.first { $0.summary == "demo: not cancelled" }
      #expect(try await watch.store.projects.find(id) == seen)
    }
  }
}
