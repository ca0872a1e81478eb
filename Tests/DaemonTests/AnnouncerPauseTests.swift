import Deadlines
import Notifications
import ProjectStore
import Settings
import Testing
import Wording

@testable import Daemon

/// What a pause withholds, and that nothing is destroyed which it kept unwarned.
@Suite(.timeLimit(.minutes(1))) struct AnnouncerPauseTests {
  /// Promise 1, through the schedule, the file and whoever shows: due in the pause, it is held, warned when the pause
  /// ends, and destroyed only after its notice.
  @Test func whatThePauseKeptUnwarnedIsNotDestroyed() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      await announcer.pause(for: .hours(1))
      try await watch.serverComes()
      let id = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(10))
      await watch.settle()
      watch.pass(.seconds(20))
      let held = try await watch.row(.held)
      #expect(held.holdReason == .unwarned && held.silence == .paused)
      #expect(watch.shown.all.isEmpty)
      watch.pass(.hours(1))
      let warning = try await watch.shown.first { $0.summary == "demo is destroyed in 10 seconds" }
      #expect(warning.urgency == .critical)
      #expect(await announcer.pausedUntil == nil)
      _ = try await watch.rows.first { $0.acceptance != nil }
      watch.pass(.seconds(9))
      await watch.settle()
      #expect(try await watch.store.executions.of(id).values.isEmpty)
      watch.pass(.seconds(2))
      _ = try await watch.row(.destroying)
    }
  }

  /// The pause begins while the server is asked: what it accepts then counts for nothing.
  @Test func aWarningOnItsWayWhenThePauseBeginsIsNone() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      watch.beforeShowing { request in
        if request.summary.hasPrefix("demo is destroyed") { await announcer.pause(for: .hours(1)) }
      }
      try await watch.serverComes()
      _ = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(10))
      let warning = try await watch.shown.first { $0.summary.hasPrefix("demo is destroyed") }
      _ = try await watch.withdrawn.first { $0 == warning.tag }
      watch.pass(.seconds(20))
      let held = try await watch.row(.held)
      #expect(held.holdReason == .unwarned && held.acceptance == nil)
    }
  }

  /// A server that comes has no mode yet, but our pause goes on, whatever the server's own mode does.
  @Test func thePauseOutlastsServersAndTheirModes() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      await announcer.pause(for: .hours(1))
      try await watch.serverComes()
      watch.serverSays(.inhibitionChanged(true))
      watch.serverSays(.inhibitionChanged(false))
      try await watch.serverComes()
      _ = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(30))
      _ = try await watch.rows.first { $0.status == .held && $0.silence == .paused }
      await announcer.unpause()
      _ = try await watch.shown.first { $0.summary == "demo is destroyed in 10 seconds" }
    }
  }

  /// The mode of the server goes on when our pause ends.
  @Test func theServersModeOutlastsThePause() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      try await watch.serverComes()
      watch.serverSays(.inhibitionChanged(true))
      await announcer.pause(for: .hours(1))
      await announcer.unpause()
      _ = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(30))
      _ = try await watch.rows.first { $0.status == .held && $0.silence == .paused }
    }
  }

  @Test func whoeverWantsToKnowHearsOfEachPause() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      var heard = announcer.pauses.makeAsyncIterator()
      await announcer.pause(for: .hours(1))
      #expect(await heard.next() == watch.now.wall + .hours(1))
      await announcer.pause(for: .minutes(30))
      #expect(await heard.next() == watch.now.wall + .minutes(30))
      #expect(await announcer.pausedUntil == watch.now.wall + .minutes(30))
      watch.pass(.minutes(30))
      #expect(await heard.next() == .some(nil))
      // Without one there is nothing to end, and nothing to tell.
      await announcer.unpause()
      await announcer.pause(for: .hours(2))
      #expect(await heard.next() == watch.now.wall + .hours(2))
    }
  }

  /// A daemon that was restarted goes on with the pause of the one before.
  @Test func thePauseOutlastsTheDaemon() async throws {
    try await Watch.with(prepare: { watch in
      try Pause.record(in: watch.folder).write(Pause(for: .hours(1), at: watch.now))
    }) { watch in
      let announcer = try watch.announcer
      var heard = announcer.pauses.makeAsyncIterator()
      #expect(await heard.next() == watch.now.wall + .hours(1))
      try await watch.serverComes()
      _ = try await watch.add(timeout: "20s", in: 20)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.seconds(30))
      _ = try await watch.rows.first { $0.status == .held && $0.silence == .paused }
      await announcer.unpause()
      #expect(Pause.record(in: watch.folder).read() == nil)
    }
  }

  private static let waiting = [
    "started", "many started", "progress", "destroyed", "many destroyed", "held", "many held", "sleep",
    "clock believed",
    "file works", "watches used up",
  ]

  @Test func whatWaits() {
    #expect(News.samples.filter(\.news.waitsForPause).map(\.name) == Self.waiting)
  }

  /// Failures and answers come at once; good news when the pause ends, many as one; progress that is over never.
  @Test func whatThePauseWithheldIsShownWhenItEnds() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      try await watch.serverComes()
      await announcer.pause(for: .hours(1))
      announcer.tell(.started(.told(1, .destroying)))
      announcer.tell((1...6).map { .ended(.told($0, .destroyed), .destroyed, lastLine: nil) })
      announcer.tell(.held(.told(7, .held, .invalid), .invalid))
      announcer.tell(.ended(.told(8, .failed), .exited(code: 1), lastLine: nil))
      announcer.tell(.changed(.told(9), .extend(by: .hours(1))))
      _ = try await watch.shown.first { $0.summary == "p8 could not be destroyed" }
      _ = try await watch.shown.first { $0.summary == "p9 was extended" }
      await announcer.finishShowing()
      #expect(watch.shown.all.count == 2)
      await announcer.unpause()
      _ = try await watch.shown.first { $0.summary == "6 projects were destroyed" }
      _ = try await watch.shown.first { $0.summary == "p7 is held" }
      await announcer.finishShowing()
      #expect(watch.shown.all.count == 4)
    }
  }

  /// More warnings than a person reads are named in one.
  @Test func manyWarningsThatWaitedAreOne() async throws {
    try await Watch.with { watch in
      let announcer = try watch.announcer
      await announcer.pause(for: .hours(1))
      try await watch.serverComes()
      for number in 1...5 { _ = try await watch.add("x\(number)", timeout: "1h", in: 3_600) }
      _ = try await watch.rows.first(times: 5) { $0.scheduledAt != nil }
      watch.pass(.minutes(58))
      await watch.settle()
      await announcer.unpause()
      let told = try await watch.shown.first { _ in true }
      #expect(told.tag.hasPrefix("together-"), "\(told.summary)")
    }
  }
}
