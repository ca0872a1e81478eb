import Deadlines
import Foundation
import Notifications
import ProjectStore
import RemoteControl
import Settings
import Testing

@testable import Daemon

/// What the daemon says and writes when clocks jump, machines sleep and many things come due at once.
@Suite(.timeLimit(.minutes(1))) struct OverseerTimeTests {
  private func events(_ watch: Watch, of id: Project.ID) async throws -> [Deadlines.LogEvent] {
    try await watch.store.events.of(id).values
  }

  @Test func aHoldSaysWhyNobodyCouldBeWarned() async throws {
    try await Watch.with { watch in
      watch.serverSays(.serverChanged(.absent))
      let id = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(30))
      let held = try await watch.row(.held)
      #expect(held.silence == .noServer)
      let event = try #require(try await events(watch, of: id).last { $0.kind == .held })
      #expect(
        event.message == "Held: nobody could be warned, because no notification server is running")
      #expect(event.metadata == #"{"reason":"unwarned","silence":"no_server"}"#)
      // A server that holds back what it is sent is another reason, and not knocked at.
      watch.serverFails(.inhibited)
      try await watch.serverComes()
      _ = try await watch.rows.first { $0.silence == .paused }
      watch.serverFails(nil)
      watch.serverSays(.inhibitionChanged(false))
      _ = try await watch.rows.first { $0.acceptance != nil }
    }
  }

  @Test func manyDueTogetherAreOneNotificationThatExtendsThemAll() async throws {
    try await Watch.with(prepare: { watch in
      for name in ["a", "b", "c", "d", "e"] { _ = try await watch.add(name, timeout: "4 hours", in: 7_200) }
    }) { watch in
      try await watch.serverComes()
      _ = try await watch.alarms.first { $0 != nil }
      watch.pass(.minutes(100))
      let summary = try await watch.shown.first {
        $0.summary.hasPrefix("5 projects will be destroyed, the first in 20")
      }
      #expect(summary.actions.map(\.label) == ["Extend all 1 hour", "Show"])
      #expect(summary.body.split(separator: "\n").count == 5 && summary.body.contains("c: "))
      for id in 1...5 { _ = try await watch.rows.first { $0.id.number == Int64(id) && $0.acceptance != nil } }
      // One is cancelled by somebody else: the summary goes on without it.
      _ = try await watch.mailbox.ask(Command(project: .id(Project.ID(2)), action: .cancel))
      let rest = try await watch.shown.first { $0.summary.hasPrefix("4 projects will") }
      #expect(!rest.body.contains("b: "))
      try watch.press("Show", on: rest)
      _ = try await watch.shown.first { $0.summary == "e is destroyed in 20 minutes" && $0.expiry == .never }
      // The button of the first summary still names the cancelled one, at a generation that is over.
      try watch.press("Extend all 1 hour", on: summary)
      let told = try await watch.shown.first { $0.summary == "4 projects were extended" }
      #expect(told.body.contains("“b” has changed since this was offered"))
      let rows = try await watch.store.projects.all().values
      #expect(rows.map(\.generation.number) == [2, 2, 2, 2, 2])
      #expect(rows.filter { $0.deadline == watch.now.wall + .minutes(80) }.count == 4)
    }
  }

  @Test func whatFailedIsBroughtUpAgainAndThatIsWrittenDown() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      _ = try await watch.add(timeout: "20s", command: "exit 4", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(10))
      _ = try await watch.rows.first { $0.acceptance != nil }
      watch.pass(.seconds(10))
      _ = try await watch.row(.failed)
      watch.pass(.minutes(15))
      let reminder = try await watch.shown.first { $0.summary == "demo is still there" }
      #expect(reminder.body.hasPrefix("Its teardown failed 15 minutes ago.\n"), "\(reminder.body)")
      #expect(reminder.body.contains("killall-tofu history demo"))
      _ = try await watch.rows.first { $0.remindedOffset == .minutes(15) }
    }
  }

  @Test func aWrongClockIsToldOnceAndAResumeOfOneHealsAll() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      for name in ["a", "b"] { _ = try await watch.add(name, timeout: "4 hours", in: 7_200) }
      for id in 1...2 {
        _ = try await watch.rows.first { $0.id.number == Int64(id) && $0.scheduledAt != nil }
      }
      watch.setClock(by: -86_400)
      for id in 1...2 {
        _ = try await watch.rows.first { $0.id.number == Int64(id) && $0.holdReason == .clock }
      }
      let told = try await watch.shown.first {
        $0.summary == "The system clock is wrong: nothing is destroyed"
      }
      #expect(told.urgency == .critical && told.body.contains("already"))
      _ = try await watch.mailbox.ask(Command(project: .id(Project.ID(1)), action: .resume))
      _ = try await watch.rows.first {
        $0.id.number == 2 && $0.status == .scheduled && $0.stalledSince == nil
      }
      _ = try await watch.shown.first { $0.summary == "The system clock is right again" }
      let mark = try await watch.store.clockMark()
      #expect(mark.vouchedAt == watch.now.wall && mark.at == watch.now.wall)
      #expect(watch.shown.all.filter { $0.summary.contains("clock is wrong") }.count == 1)
      #expect(try await watch.store.executions.all().values.isEmpty)
    }
  }

  /// The clock may be set back while other effects, the disk or another program keep the claim waiting: up to the
  /// transaction that writes it, it goes by the clock as it is then.
  @Test(arguments: 1...3) func aClaimGoesByTheClockOfItsOwnMoment(readings: Int) async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "20s", command: "touch ../gone", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(10))
      _ = try await watch.rows.first { $0.acceptance != nil }
      // What the acceptance brought with it reads the clock, too.
      await watch.settle()
      watch.turnsBack(by: 60, afterReadings: readings)
      watch.pass(.seconds(10))
      _ = try await watch.alarms.first { $0 == watch.now.wall + .seconds(50) }
      #expect(try await watch.store.executions.of(id).values.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: watch.folder + "/gone"))
    }
  }

  @Test func whatKeepsADueProjectWaitingIsLogged() async throws {
    var settings = Settings()
    settings.policy.maximumConcurrent = 1
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      let running = "while [ ! -e ../go ]; do sleep 0.05; done"
      _ = try await watch.add("a", timeout: "20s", command: running, in: 20)
      _ = try await watch.add("b", timeout: "20s", in: 20)
      for id in 1...2 {
        _ = try await watch.rows.first { $0.id.number == Int64(id) && $0.scheduledAt != nil }
      }
      watch.pass(.seconds(10))
      for id in 1...2 { _ = try await watch.rows.first { $0.id.number == Int64(id) && $0.acceptance != nil } }
      watch.sleep(.seconds(10))
      _ = try await watch.alarms.first { $0 == watch.now.wall + .seconds(10) }
      watch.pass(.seconds(10))
      _ = try await watch.alarms.first { $0 == watch.now.wall + .seconds(110) }
      watch.pass(.seconds(110))
      _ = try await watch.row(.destroying)
      try Data().write(to: URL(filePath: watch.folder + "/go"))
      _ = try await watch.rows.first { $0.id.number == 2 && $0.status == .destroyed }
      let told = try await events(watch, of: Project.ID(2)).filter { $0.kind == .configured }.map(\.message)
      #expect(told.count == 3, "\(told)")
      #expect(told[0].hasSuffix(": its user was warned too short a time ago"), "\(told)")
      #expect(told[1].hasSuffix(": the machine has only just woken, or its clock was set ahead"), "\(told)")
      #expect(told[2] == "Waits: as many teardowns are under way as may be at a time")
      let executed = try #require(try await events(watch, of: Project.ID(1)).last { $0.kind == .executed })
      #expect(executed.metadata?.contains(#""notice_seconds":"#) == true, "\(executed.metadata ?? "")")
    }
  }

  @Test func beforeSleepItIsToldWhatTheNightWouldHide() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      _ = try await watch.add(timeout: "4 hours", in: 7_200)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.mailbox.post(.schedule(.sleepAnnounced))
      let told = try await watch.shown.first { $0.tag == "sleep" }
      #expect(told.summary == "demo outlives its deadline if this machine sleeps")
      #expect(told.body.contains("in 2 hours"))
    }
  }
}
