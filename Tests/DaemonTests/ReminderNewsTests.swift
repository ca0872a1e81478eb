import Deadlines
import Notifications
import ProjectStore
import RemoteControl
import Testing

@testable import Daemon

/// What brings held and failed projects up again, where one notification takes the place of another.
@Suite(.timeLimit(.minutes(1))) struct ReminderNewsTests {
  /// A watch on two projects that have failed: `early` is brought up after 1 minute and 46, `late` after 15 and 60.
  private func withFailed(_ body: @escaping @Sendable (Watch) async throws -> Void) async throws {
    try await Watch.with(prepare: { watch in
      for (name, ago) in [("early", 14), ("late", 0)] as [(String, Int64)] {
        let id = try await watch.add(name)
        _ = try await watch.store.projects.update(id, at: watch.now.wall) {
          [now = watch.now.wall] row throws(Refusal) in
          row.status = .failed
          row.scheduledAt = now - .minutes(ago)
          row.stalledSince = now - .minutes(ago)
          return nil
        }
      }
    }) { watch in
      try await watch.serverComes()
      await watch.settle()
      watch.pass(.minutes(1))
      _ = try await watch.shown.first { $0.summary == "early is still there" }
      _ = try await watch.rows.first { $0.name == "early" && $0.remindedOffset == .minutes(15) }
      try await body(watch)
    }
  }

  @Test func whatIsStillStalledIsNamedAgain() async throws {
    try await withFailed { watch in
      watch.pass(.minutes(14))
      let both = try await watch.shown.first { $0.summary == "2 projects still wait for you" }
      #expect(
        both.body.hasPrefix("late: its teardown failed 15 minutes ago\nearly: its teardown"), "\(both.body)")
      _ = try await watch.rows.first { $0.name == "late" && $0.remindedOffset == .minutes(15) }
      // Whoever decided about it is not told of it again, nor is it left there.
      _ = try await watch.mailbox.ask(Command(project: .text("early"), action: .cancel))
      let left = try await watch.shown.first { $0.summary == "late is still there" }
      #expect(left.tag == both.tag && left.isSilent)
      #expect(watch.replaced.all.last { $0.tag == both.tag }?.how == .update)
      watch.pass(.minutes(45))
      _ = try await watch.shown.first { $0.summary == "late is still there" && !$0.isSilent }
      try await watch.sqlite("DELETE FROM projects WHERE name = 'late'")
      _ = try await watch.withdrawn.first { $0 == News.remindersTag }
    }
  }

  /// Saying less pops nothing up, so a pause does not hold it back.
  @Test func whatIsDecidedDuringAPauseIsTakenOut() async throws {
    try await withFailed { watch in
      watch.pass(.minutes(14))
      _ = try await watch.shown.first { $0.summary == "2 projects still wait for you" }
      _ = try await watch.rows.first { $0.name == "late" && $0.remindedOffset == .minutes(15) }
      try await watch.announcer.pause(for: .hours(1))
      _ = try await watch.mailbox.ask(Command(project: .text("early"), action: .cancel))
      _ = try await watch.shown.first { $0.summary == "late is still there" && $0.isSilent }
    }
  }

  @Test func whatWasClosedIsNotNamedAgain() async throws {
    try await withFailed { watch in
      watch.serverSays(.closed(tag: News.remindersTag, reason: .dismissed))
      // Once this is answered, the other was heard of.
      watch.serverSays(.actionInvoked(tag: "any", key: ShowKey.log(Project.ID(1)).text))
      _ = try await watch.shown.first { $0.tag == "not-done" }
      watch.pass(.minutes(14))
      _ = try await watch.shown.first { $0.summary == "late is still there" }
      #expect(watch.shown.all.allSatisfy { !$0.summary.hasPrefix("2 projects") })
    }
  }
}
