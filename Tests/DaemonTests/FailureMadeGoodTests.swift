import Deadlines
import Notifications
import ProjectStore
import RemoteControl
import Testing
import Wording

@testable import Daemon

/// What tells of a failure goes when its project has not failed any more, whoever saw to that.
@Suite(.timeLimit(.minutes(1))) struct FailureMadeGoodTests {
  private static let names = ["alpha", "beta", "gamma", "delta", "omega"]

  /// A watch on projects that have failed, and the news of that; nothing is told yet.
  private func withFailed(
    _ status: ProjectStatus = .failed, _ reason: HoldReason? = nil, _ outcome: Outcome = .exited(code: 1),
    _ body: @escaping @Sendable (Watch, [News]) async throws -> Void
  ) async throws {
    try await Watch.with(prepare: { watch in
      for name in Self.names {
        let id = try await watch.add(name)
        _ = try await watch.store.projects.update(id, at: watch.now.wall) {
          [now = watch.now.wall] row throws(Refusal) in
          row.status = status
          row.holdReason = reason
          row.scheduledAt = now
          row.stalledSince = now
          return nil
        }
      }
    }) { watch in
      try await watch.serverComes()
      await watch.settle()
      let rows = try await watch.store.projects.all().values.sorted { $0.id < $1.id }
      try await body(watch, rows.map { .ended($0, outcome, lastLine: nil) })
    }
  }

  /// Cancels it in the file, as another program does; nobody is told.
  private func cancelInTheFile(_ watch: Watch, _ id: Int64) async throws {
    _ = try await watch.store.projects.update(Project.ID(id), at: watch.now.wall) {
      [now = watch.now] row throws(Refusal) in
      try row.cancel(at: now)
      return nil
    }
  }

  @Test func oneThatStandsByItselfGoesAndIsNotCounted() async throws {
    try await withFailed { watch, failed in
      let announcer = try watch.announcer
      for news in failed.prefix(3) {
        announcer.tell(news)
        _ = try await watch.shown.first { $0.tag == news.tag }
      }
      _ = try await watch.ask(.cancel, "alpha")
      _ = try await watch.withdrawn.first { $0 == "project-1" }
      try await cancelInTheFile(watch, 2)
      watch.mailbox.post(.storeChanged(.changed))
      _ = try await watch.withdrawn.first { $0 == "project-2" }
      try await watch.sqlite("DELETE FROM projects WHERE id = 3")
      _ = try await watch.withdrawn.first { $0 == "project-3" }
      // A fourth would have them gathered.
      announcer.tell(failed[3])
      _ = try await watch.shown.first { $0.summary == "delta could not be destroyed" }
      #expect(watch.shown.all.allSatisfy { !$0.summary.hasSuffix("went wrong") })
    }
  }

  @Test func oneThatWasInterruptedGoesOnceThatIsDecided() async throws {
    try await withFailed(.held, .interrupted, .interrupted) { watch, interrupted in
      try watch.announcer.tell(interrupted[0])
      _ = try await watch.shown.first { $0.tag == "project-1" }
      _ = try await watch.ask(.cancel, "alpha")
      _ = try await watch.withdrawn.first { $0 == "project-1" }
    }
  }

  @Test func theOneOfManyGoesOnWithoutIt() async throws {
    try await withFailed { watch, failed in
      let announcer = try watch.announcer
      announcer.tell(failed)
      let all = try await watch.shown.first { $0.summary == "5 teardowns went wrong" }
      #expect(all.body.contains("alpha"))
      _ = try await watch.ask(.cancel, "alpha")
      let left = try await watch.shown.first { $0.summary == "4 teardowns went wrong" }
      #expect(left.isSilent && left.tag == all.tag && !left.body.contains("alpha"), "\(left.body)")
      #expect(watch.replaced.all.last?.how == .update)
      for name in Self.names.dropFirst() { _ = try await watch.ask(.cancel, name) }
      _ = try await watch.withdrawn.first { $0 == all.tag }
    }
  }

  /// It was cancelled only just now, and the daemon has yet to hear of that.
  @Test func showShowsOnlyWhatIsTrue() async throws {
    try await withFailed { watch, failed in
      try watch.announcer.tell(failed)
      let all = try await watch.shown.first { $0.summary == "5 teardowns went wrong" }
      try await cancelInTheFile(watch, 2)
      try watch.press("Show", on: all)
      // What was told last is shown first, and what was told first last.
      _ = try await watch.shown.first { $0.summary == "alpha could not be destroyed" }
      try await watch.announcer.finishShowing()
      #expect(watch.shown.all.count == 5 && watch.shown.all.allSatisfy { !$0.summary.hasPrefix("beta ") })
    }
  }

  /// It is tried again, and that is what stands there.
  @Test func whatIsNewerStays() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      announcer.tell(.ended(.told(1, .failed), .exited(code: 1), lastLine: nil))
      announcer.tell(.started(.told(1, .destroying)))
      _ = try await watch.shown.first { $0.summary == "p1 is being destroyed" }
      announcer.withdrawFailure(Project.ID(1))
      await announcer.finishShowing()
      #expect(watch.withdrawn.all.isEmpty)
    }
  }

  /// A server that is given a rest has it on the screen all the same.
  @Test func whatTheServerDidNotTakeComesWithTheNextChange() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      announcer.tell((1...5).map { .ended(.told($0, .failed), .exited(code: 1), lastLine: nil) })
      _ = try await watch.shown.first { $0.summary == "5 teardowns went wrong" }
      watch.serverFails(.inhibited)
      announcer.withdrawFailure(Project.ID(1))
      await announcer.finishShowing()
      watch.serverFails(nil)
      announcer.withdrawFailure(Project.ID(2))
      _ = try await watch.shown.first { $0.summary == "3 teardowns went wrong" }
    }
  }

  @Test func oneThatEndsWellAfterAllIsNotCounted() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      announcer.tell((1...5).map { .ended(.told($0, .failed), .exited(code: 1), lastLine: nil) })
      _ = try await watch.shown.first { $0.summary == "5 teardowns went wrong" }
      announcer.tell(.ended(.told(1, .destroyed), .destroyed, lastLine: nil))
      _ = try await watch.shown.first { $0.summary == "4 teardowns went wrong" }
    }
  }
}

extension Watch {
  fileprivate func ask(_ action: UserAction, _ name: String) async throws -> Project {
    try await mailbox.ask(Command(project: .text(name), action: action))
  }
}
