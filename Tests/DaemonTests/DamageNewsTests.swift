import Deadlines
import Notifications
import Testing

@testable import Daemon

/// A project whose row cannot be read is not forgotten: its user hears of it, once.
@Suite(.timeLimit(.minutes(1))) struct DamageNewsTests {
  @Test func damagedRowsAreToldTogetherAndOnce() async throws {
    try await Watch.with(prepare: { watch in
      for name in ["a", "b", "c", "over"] { _ = try await watch.add(name, in: 7_200) }
      try await watch.sqlite(
        """
        UPDATE projects SET status = 'destroyed' WHERE name = 'a';
        UPDATE projects SET destroy_at = -1 WHERE name = 'b';
        UPDATE projects SET active = 0 WHERE name = 'over';
        UPDATE projects SET destroy_at = -1 WHERE name = 'over';
        """)
    }) { watch in
      try await watch.serverComes()
      let told = try await watch.shown.first {
        $0.summary == "2 projects cannot be read: they are not destroyed"
      }
      #expect(told.urgency == .critical && told.expiry == .never)
      #expect(
        told.body.contains("Row 1 (") && told.body.contains("/b): destroy_at holds “-1”"), "\(told.body)")
      #expect(told.body.contains("killall-tofu doctor") && !told.body.contains("over"))
      // Told before the server was heard of, it is told to that again.
      await watch.settle()
      try await watch.announcer.showAllTold()
      let before = watch.shown.all.count
      // A change elsewhere is no news; one more of the kind is, and stands in front.
      try await watch.sqlite("UPDATE projects SET timeout = '3 hours' WHERE name = 'c'")
      _ = try await watch.rows.first { $0.timeout == "3 hours" }
      try await watch.sqlite("UPDATE projects SET status = 'held' WHERE name = 'c'")
      let more = try await watch.shown.first { $0.summary.hasPrefix("3 projects cannot be read") }
      #expect(more.tag == told.tag && more.body.hasPrefix("Row 3 ("), "\(more.body)")
      #expect(watch.shown.all.count == before + 1)
      try await watch.sqlite("DELETE FROM projects WHERE name <> 'over'")
      _ = try await watch.withdrawn.first { $0 == told.tag }
    }
  }
}
