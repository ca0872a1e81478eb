import Deadlines
import Notifications
import Testing
import Wording

@testable import Daemon

/// Teardowns that end together are told together.
@Suite(.timeLimit(.minutes(1))) struct EndingTests {
  private func failed(_ id: Int64) -> News {
    .ended(.told(id, .failed), .exited(code: Int32(id % 2 + 1)), lastLine: nil)
  }

  private func destroyed(_ id: Int64) -> News { .ended(.told(id, .destroyed), .destroyed, lastLine: nil) }

  /// Each one's log is a click and a word away.
  @Test func tenFailuresAtOnceAreOneNotification() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      announcer.tell((1...10).map { failed($0) })
      let told = try await watch.shown.first { _ in true }
      #expect(told.summary == "10 teardowns went wrong" && told.urgency == .critical && told.expiry == .never)
      for id in 1...10 { #expect(told.body.contains("p\(id)")) }
      #expect(told.body.contains("killall-tofu logs NAME"))
      #expect(told.actions.map(\.label) == ["Show"])
      try watch.press("Show", on: told)
      let first = try await watch.shown.first { $0.summary == "p1 could not be destroyed" }
      #expect(first.actions.map(\.label) == ["Retry", "Show log"])
      // Those that a screen has no room for stay in one.
      _ = try await watch.shown.first { $0.summary == "2 teardowns went wrong" }
    }
  }

  /// They come one after the other, as places get free.
  @Test func failuresThatComeOneByOneAreGathered() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      for id in 1...3 as ClosedRange<Int64> {
        announcer.tell(failed(id))
        _ = try await watch.shown.first { $0.summary == "p\(id) could not be destroyed" }
      }
      announcer.tell(failed(4))
      let told = try await watch.shown.first { $0.summary == "4 teardowns went wrong" }
      for id in 1...4 { _ = try await watch.withdrawn.first { $0 == "project-\(id)" } }
      announcer.tell(failed(5))
      let more = try await watch.shown.first { $0.summary == "5 teardowns went wrong" }
      #expect(more.tag == told.tag)
      // One of them is tried again: it is told of otherwise from here on.
      announcer.tell(.started(.told(2, .destroying)))
      let left = try await watch.shown.first(times: 2) { $0.summary == "4 teardowns went wrong" }
      #expect(!left.body.contains("p2"))
    }
  }

  @Test func failuresThatWereClosedAreNotCounted() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      for id in 1...6 as ClosedRange<Int64> {
        announcer.tell(failed(id))
        let told = try await watch.shown.first { $0.summary == "p\(id) could not be destroyed" }
        watch.serverSays(.closed(tag: told.tag, reason: .dismissed))
        await announcer.finishShowing()
      }
    }
  }

  /// That it was closed is heard before the server's answer that it is shown.
  @Test func failuresThatAreClosedWhileTheyComeUpAreNotCounted() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      watch.beforeShowing { request in
        guard request.summary.hasSuffix("could not be destroyed") else { return }
        watch.serverSays(.closed(tag: request.tag, reason: .dismissed))
        // What is said is heard in its order.
        for isInhibited in [true, false] {
          watch.serverSays(.inhibitionChanged(isInhibited))
          while await announcer.isServerInhibited != isInhibited { await Task.yield() }
        }
      }
      for id in 1...6 as ClosedRange<Int64> {
        announcer.tell(failed(id))
        _ = try await watch.shown.first { $0.summary == "p\(id) could not be destroyed" }
        await announcer.finishShowing()
      }
    }
  }

  @Test func fiveDestroyedWithinAMomentAreOneNotification() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      for id in 1...5 as ClosedRange<Int64> {
        announcer.tell(destroyed(id))
        await announcer.finishShowing()
        _ = try await watch.shown.first(times: Int(id)) { _ in true }
      }
      let told = try await watch.shown.first { $0.summary == "5 projects were destroyed" }
      for id in 1...5 { #expect(told.body.contains("p\(id)")) }
      #expect(told.urgency == .normal && told.expiry == .after(.minutes(5)))
      // Later it is another story.
      watch.pass(EndingsShown.moment)
      announcer.tell(destroyed(6))
      _ = try await watch.shown.first { $0.summary == "p6 was destroyed" }
    }
  }

  /// What a hook had to say beside it is not lost in a list.
  @Test func oneWithNotesIsToldByItself() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      announcer.tell((1...5).map { destroyed($0) })
      announcer.tell(.ended(.told(9, .destroyed), .destroyed, lastLine: nil, notes: ["the hook failed"]))
      _ = try await watch.shown.first { $0.summary == "5 projects were destroyed" }
      let apart = try await watch.shown.first { $0.summary == "p9 was destroyed" }
      #expect(apart.body.contains("The hook failed."))
    }
  }

  /// A server that refuses for a moment, as Plasma does with what is like something just shown, is asked again.
  @Test func whatWasRefusedIsToldLater() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      watch.serverFails(.rejected("ExcessNotificationGeneration"))
      announcer.tell(failed(1))
      await announcer.finishShowing()
      watch.serverFails(nil)
      _ = try await watch.shown.first { $0.summary == "p1 could not be destroyed" }
    }
  }
}
