import Deadlines
import Foundation
import Notifications
import ProjectStore
import RealParts
import RemoteControl
import Settings
import Testing

@testable import Daemon

/// What happens to a teardown while it is under way, with real supervisors and commands.
@Suite(.timeLimit(.minutes(1))) struct TeardownCourseTests {
  /// Waits for the file `go`, and notes each SIGINT that it gets.
  private let patient =
    "trap 'echo int >> ../ints' INT; touch ../begun; while [ ! -e ../go ] && [ -e ../begun ]; do sleep 0.05; done; exit 7"

  private func settings(_ change: (inout ExecutionPolicy) -> Void) -> Settings {
    var settings = Settings.oneAttempt
    settings.policy.notificationsRequired = false
    change(&settings.policy.execution)
    return settings
  }

  /// Has a project torn down, and waits until its command runs.
  private func begin(_ watch: Watch, _ command: String, name: String = "demo") async throws -> Project.ID {
    try await watch.serverComes()
    let id = try await watch.add(name, timeout: "20s", command: command, in: 1)
    _ = try await watch.rows.first { $0.id == id && $0.scheduledAt != nil }
    watch.pass(.seconds(2))
    _ = try await watch.rows.first { $0.id == id && $0.status == .destroying }
    try await watch.file("begun")
    return id
  }

  @Test func cancelIsOneSIGINTAndNoFurtherAttempt() async throws {
    try await Watch.with(settings: settings { $0.maximumAttempts = 3 }) { watch in
      let id = try await begin(watch, patient)
      _ = try await watch.ask(.cancel)
      try await watch.file("ints")
      await #expect(throws: CommandError.self) { _ = try await watch.ask(.cancel) }
      try watch.make("go")
      let failed = try await watch.row(.failed)
      #expect(failed.id == id)
      let execution = try #require(try await watch.store.executions.last(of: id))
      #expect(execution.status == .cancelled && execution.exitCode == 7 && execution.attempt == 1)
      #expect(try watch.text("ints") == "int\n")
      _ = try await watch.shown.first { $0.summary == "demo: the teardown was stopped" }
    }
  }

  /// Whoever asks for the end has to know first that asking nicely did not help.
  @Test func whatGoesOnMayBeKilledFromItsNotification() async throws {
    try await Watch.with(settings: settings { _ in }) { watch in
      let id = try await begin(watch, patient)
      await #expect(throws: CommandError.self) { _ = try await watch.ask(.kill) }
      _ = try await watch.ask(.cancel)
      let question = try await watch.shown.first { $0.summary == "demo: its teardown still runs" }
      #expect(question.actions.map(\.label) == ["Kill it", "Show log"])
      try watch.press("Kill it", on: question)
      _ = try await watch.row(.failed)
      let execution = try #require(try await watch.store.executions.last(of: id))
      #expect(execution.status == .cancelled && execution.exitCode == nil)
      _ = try await watch.withdrawn.first { $0 == question.tag }
      _ = try await watch.shown.first { $0.summary == "demo: the teardown was killed" }
    }
  }

  /// Its button would be refused from then on.
  @Test func progressOffersNoStopOnceThatWasAskedFor() async throws {
    try await Watch.with(settings: settings { _ in }) { watch in
      _ = try await begin(watch, "echo 'null_resource.a: Destruction complete after 0s'; \(patient)")
      let progress = try await watch.shown.first { $0.body.hasPrefix("1 destroyed\n") }
      #expect(progress.actions.map(\.label) == ["Stop", "Show log"])
      _ = try await watch.ask(.cancel)
      let told = try await watch.shown.first { $0.body.hasPrefix("1 destroyed\nIt was asked to stop at ") }
      #expect(told.tag == progress.tag && told.actions.map(\.label) == ["Show log"])
      #expect(told.bodyWithoutActions == nil)
      try watch.make("go")
      _ = try await watch.row(.failed)
    }
  }

  /// The row says that it is to stop; whoever finds it running passes that on.
  @Test func aRequestThatAnotherProgramWroteIsPassedOn() async throws {
    try await Watch.with(settings: settings { _ in }) { watch in
      let id = try await begin(watch, patient)
      let now = watch.now
      _ = try await watch.store.projects.update(id, at: now.wall) { row throws(Refusal) in
        try row.cancel(at: now)
        return nil
      }
      watch.mailbox.post(.storeChanged(.changed))
      try await watch.file("ints")
      try watch.make("go")
      _ = try await watch.row(.failed)
      #expect(try watch.text("ints") == "int\n")
    }
  }

  @Test func aSilentTeardownIsAskedAboutAndGivesBackItsPlace() async throws {
    var settings = settings { $0.commandTimeout = .seconds(1) }
    settings.policy.maximumConcurrent = 1
    try await Watch.with(settings: settings) { watch in
      let id = try await begin(
        watch,
        "touch ../begun; while [ ! -e ../go ] && [ -e ../begun ]; do sleep 0.05; done; echo heard; "
          + "while [ ! -e ../end ] && [ -e ../begun ]; do sleep 0.05; done")
      let question = try await watch.shown.first { $0.summary == "demo: its teardown is silent" }
      #expect(question.actions.map(\.label) == ["Stop it", "Show log"])
      let other = try await watch.add("other", timeout: "20s", command: "true", in: 1)
      _ = try await watch.rows.first { $0.id == other && $0.scheduledAt != nil }
      watch.pass(.seconds(2))
      _ = try await watch.rows.first { $0.id == other && $0.status == .destroyed }
      #expect(try await watch.store.projects.find(id)?.isRunning == true)
      try watch.make("go")
      // Heard again, it is no longer asked about.
      _ = try await watch.withdrawn.first { $0 == question.tag }
      try watch.make("end")
      _ = try await watch.rows.first { $0.id == id && $0.status == .destroyed }
      let events = try await watch.store.events.of(id).values
      #expect(events.contains { $0.message.hasPrefix("Its teardown has said nothing since") })
    }
  }

  /// Its button to stop it would be refused.
  @Test func whatIsToStopIsNotAskedAboutAsSilent() async throws {
    try await Watch.with(settings: settings { _ in }) { watch in
      let id = try await begin(watch, patient)
      let execution = try #require(try await watch.store.executions.last(of: id))
      _ = try await watch.ask(.cancel)
      watch.mailbox.post(.teardownSilent(execution, since: watch.now.wall))
      await watch.settle()
      let question = try await watch.shown.first { $0.actions.contains { $0.label == "Kill it" } }
      // Heard again, it is still to be killed or not.
      watch.mailbox.post(.teardownSilent(execution, since: nil))
      await watch.settle()
      try await watch.announcer.finishShowing()
      #expect(!watch.shown.all.contains { $0.summary == "demo: its teardown is silent" })
      // What was taken down is the question before it, which nobody had raised.
      #expect(watch.withdrawn.all.count { $0 == question.tag } == 1)
      let events = try await watch.store.events.of(id).values
      #expect(!events.contains { $0.message.hasPrefix("Its teardown has said nothing since") })
      try watch.make("go")
      _ = try await watch.row(.failed)
    }
  }

  @Test func theQuestionAboutSilenceGoesWhenItIsAskedToStopOtherwise() async throws {
    try await Watch.with(settings: settings { _ in }) { watch in
      let id = try await begin(watch, patient)
      let execution = try #require(try await watch.store.executions.last(of: id))
      watch.mailbox.post(.teardownSilent(execution, since: watch.now.wall))
      let question = try await watch.shown.first { $0.summary == "demo: its teardown is silent" }
      await watch.settle()
      #expect(!watch.withdrawn.all.contains(question.tag))
      _ = try await watch.ask(.cancel)
      await watch.settle()
      try await watch.announcer.finishShowing()
      #expect(watch.withdrawn.all.contains(question.tag))
      try watch.make("go")
      _ = try await watch.row(.failed)
    }
  }

  @Test func aFailureIsTriedAgainAndEachAttemptIsARow() async throws {
    try await Watch.with(settings: settings { $0.maximumAttempts = 3 }) { watch in
      let id = try await begin(
        watch,
        "touch ../begun; echo x >> ../tries; [ $(wc -l < ../tries) -ge 3 ] || { echo locked >&2; exit 1; }")
      let told = try await watch.shown.first { $0.summary.hasPrefix("demo: next attempt in") }
      #expect(told.body.contains("Attempt 1 of 3") && told.body.contains("“locked”"))
      #expect(told.actions.map(\.label) == ["Extend 1 hour", "Cancel"])
      watch.pass(.seconds(30))
      _ = try await watch.rows.first { $0.attempts?.made == 2 && $0.isBetweenAttempts }
      watch.pass(.seconds(60))
      _ = try await watch.row(.destroyed)
      let rows = try await watch.store.executions.of(id).values
      #expect(rows.map(\.attempt) == [1, 2, 3])
      #expect(rows.map(\.status) == [.failed, .failed, .completed])
      #expect(rows.map(\.reason) == [.deadline, .nextAttempt, .nextAttempt])
      #expect(rows.allSatisfy { $0.logPath?.hasSuffix("/log") == true })
    }
  }

  @Test func aMissingProgramFailsAtOnceAndRetryIsAButton() async throws {
    try await Watch.with(settings: settings { $0.maximumAttempts = 3 }) { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "20s", command: "../program", in: 1)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(2))
      _ = try await watch.row(.failed)
      let failure = try await watch.shown.first { $0.summary == "demo could not be destroyed" }
      #expect(failure.actions.map(\.label) == ["Retry", "Show log"])
      try await writeScript("#!/bin/sh\n", at: watch.folder + "/program")
      try watch.press("Retry", on: failure)
      _ = try await watch.row(.destroyed)
      let rows = try await watch.store.executions.of(id).values
      #expect(rows.map(\.exitCode) == [127, 0] && rows.map(\.reason) == [.deadline, .retry])
      // What it was offered for is over.
      try watch.press("Retry", on: failure)
      _ = try await watch.shown.first { $0.summary == "demo: not tried again" }
    }
  }

  /// The record comes first, and a disk that is full for a while is no fault of the project's.
  @Test func whatCannotBeRecordedIsTriedAgainAndTold() async throws {
    try await Watch.with(settings: settings { _ in }) { watch in
      // In the place of the folder that would hold the records.
      try watch.make("executions")
      try await watch.serverComes()
      let id = try await watch.add(timeout: "20s", in: 1)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(2))
      await watch.settle()
      #expect(try await watch.store.projects.find(id)?.status == .scheduled)
      watch.pass(.seconds(31))
      _ = try await watch.shown.first {
        $0.summary == "The record of a teardown cannot be written: nothing is destroyed"
      }
      #expect(try await watch.store.executions.of(id).values.isEmpty)
      try FileManager.default.removeItem(atPath: watch.folder + "/executions")
      watch.pass(.seconds(31))
      _ = try await watch.row(.destroyed)
      _ = try await watch.shown.first { $0.summary == "The record of a teardown can be written again" }
    }
  }

  @Test func cancelBetweenAttemptsGivesItUp() async throws {
    try await Watch.with(settings: settings { $0.maximumAttempts = 3 }) { watch in
      let id = try await begin(watch, "touch ../begun; exit 1")
      let told = try await watch.shown.first { $0.summary.hasPrefix("demo: next attempt in") }
      try watch.press("Cancel", on: told)
      _ = try await watch.row(.cancelled)
      watch.pass(.hours(1))
      await watch.settle()
      #expect(try await watch.store.executions.of(id).values.count == 1)
    }
  }

  /// What another program writes into a row while an attempt runs is no warning for what it makes of the next.
  @Test(arguments: [
    "command = 'touch ../evil', attempt_generation = generation + 1",
    "attempts_made = 0, command = 'touch ../evil'",
  ])
  func aRunDoesNotGoOnByAnothersWord(change: String) async throws {
    var settings = Settings.oneAttempt
    settings.policy.execution.maximumAttempts = 3
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      let id = try await watch.add(
        timeout: "20s",
        command: "touch ../begun; while [ ! -e ../go ] && [ -e ../begun ]; do sleep 0.05; done; exit 1",
        in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(10))
      _ = try await watch.rows.first { $0.acceptance != nil }
      watch.pass(.seconds(10))
      try await watch.file("begun")
      try await watch.sqlite("UPDATE projects SET \(change) WHERE id = \(id.number)")
      watch.mailbox.post(.storeChanged(.changed))
      await watch.settle()
      try watch.make("go")
      _ = try await watch.rows.first { $0.id == id && !$0.isRunning && $0.command.contains("evil") }
      watch.serverFails(.serverAbsent)
      for _ in 0..<4 {
        watch.pass(.seconds(31))
        await watch.settle()
      }
      #expect(try await watch.store.executions.of(id).values.count == 1)
      #expect(!FileManager.default.fileExists(atPath: watch.folder + "/evil"))
    }
  }

  /// What another program says of attempts is no proof that anybody was warned.
  @Test func aForgedAttemptIsNotMade() async throws {
    var settings = Settings.oneAttempt
    settings.policy.execution.maximumAttempts = 3
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "2 hours", command: "touch ../ran", in: 7_200)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      try await watch.sqlite(
        """
        UPDATE projects SET status = 'destroying', attempts_made = 1, next_attempt_at = 1, attempt_generation = 1,
          attempt_boot = 'boot-1' WHERE id = \(id.number)
        """)
      watch.mailbox.post(.storeChanged(.changed))
      _ = try await watch.rows.first { $0.status == .scheduled && $0.generation > Generation(1) }
      watch.pass(.minutes(30))
      await watch.settle()
      #expect(try await watch.store.executions.of(id).values.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: watch.folder + "/ran"))
    }
  }
}

extension Watch {
  /// Has a user's command carried out on the only project, or the first.
  fileprivate func ask(_ action: UserAction) async throws(CommandError) -> Project {
    try await mailbox.ask(Command(project: .id(Project.ID(1)), action: action, offered: nil))
  }

  /// Waits until a command has made this file.
  func file(_ name: String) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while !FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
      try #require(ContinuousClock.now < end, "\(name) never came")
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  func make(_ name: String) throws {
    try Data().write(to: URL(filePath: "\(folder)/\(name)"))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }
}
