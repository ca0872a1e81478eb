import Deadlines
import Notifications
import ProjectStore
import Testing
import Wording

@testable import Daemon

/// A file that cannot be used for long is told of on the desktop, once, and so is its end.
@Suite(.timeLimit(.minutes(1))) struct FileTroubleTests {
  /// A row of another program, whose deadline is yet to be written, and a file that refuses that.
  private func trouble(on watch: Watch) async throws {
    try await watch.sqlite(
      """
      INSERT INTO projects (path, name, timeout, command) VALUES ('\(watch.project)', 'demo', '2 hours', 'true');
      CREATE TRIGGER tired BEFORE UPDATE ON projects BEGIN SELECT RAISE(ABORT, 'tired'); END;
      """)
  }

  @Test func whatFailsForLongIsToldOnceAndSoIsItsEnd() async throws {
    try await Watch.with(prepare: { watch in
      try await trouble(on: watch)
    }) { watch in
      try await watch.serverComes()
      for _ in 1...3 {
        _ = try await watch.alarms.first { $0 == watch.now.wall + Schedule.rest }
        watch.pass(Schedule.rest)
      }
      let told = try await watch.shown.first { _ in true }
      #expect(told.summary == "The database cannot be written: nothing is destroyed")
      #expect(told.urgency == .critical && told.expiry == .never)
      #expect(told.body.contains("test.db”") && told.body.contains("tired"), "\(told.body)")
      _ = try await watch.alarms.first { $0 == watch.now.wall + Schedule.rest }
      try await watch.sqlite("DROP TRIGGER tired")
      watch.pass(Schedule.rest)
      let over = try await watch.shown.first { $0.summary == "The database can be written again" }
      #expect(over.tag == told.tag && over.urgency == .normal)
      #expect(watch.shown.all.count == 2)
    }
  }

  @Test func aShortTroubleIsNotSpokenOf() async throws {
    try await Watch.with(prepare: { watch in
      try await trouble(on: watch)
    }) { watch in
      try await watch.serverComes()
      _ = try await watch.alarms.first { $0 == watch.now.wall + Schedule.rest }
      try await watch.sqlite("DROP TRIGGER tired")
      watch.pass(Schedule.rest)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      watch.pass(.minutes(60))
      _ = try await watch.shown.first { $0.summary.hasPrefix("demo is destroyed in") }
      #expect(watch.shown.all.count == 1)
    }
  }

  /// A lock may come between two readings of one look: what was read first is not forgotten, and nothing ends.
  @Test func aLookThatFailsHalfwayIsMadeAgain() async throws {
    try await Watch.with { watch in
      // Not before the file was read for the first time, which is no look.
      await watch.settle()
      try await watch.sqlite("ALTER TABLE clock_mark RENAME TO elsewhere")
      try await watch.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('\(watch.project)', 'late', '2h', 'true')"
      )
      watch.mailbox.post(.storeChanged(.changed))
      _ = try await watch.rows.first { $0.name == "late" }
      _ = try await watch.alarms.first { $0 == watch.now.wall + Schedule.rest }
      try await watch.sqlite("ALTER TABLE elsewhere RENAME TO clock_mark")
      watch.pass(Schedule.rest)
      _ = try await watch.rows.first { $0.name == "late" && $0.scheduledAt != nil }
    }
  }

  @Test func readingAndWritingEndApartAndAreOneTrouble() {
    let error = StoreError.locked(path: "/x", holder: nil)
    var trouble = FileTrouble()
    #expect(trouble.failed(.reading, error, at: .zero) == nil)
    #expect(trouble.failed(.writing, error, at: .seconds(10)) == nil)
    #expect(trouble.failed(.reading, error, at: .seconds(30)) == .fileFails(error, .reading))
    #expect(trouble.failed(.writing, error, at: .seconds(40)) == nil)
    #expect(trouble.worked(.reading) == nil)
    #expect(trouble.worked(.writing) == .fileWorks(.reading))
    #expect(trouble.worked(.writing) == nil)
    // The next one is another.
    #expect(trouble.failed(.writing, error, at: .seconds(50)) == nil)
    #expect(trouble.failed(.writing, error, at: .seconds(80)) == .fileFails(error, .writing))
  }

  @Test func aRowIsNotTheFile() {
    var trouble = FileTrouble()
    for awake in [Duration.zero, .hours(1)] {
      #expect(trouble.failed(.writing, .rowMissing(table: "projects", id: 1), at: awake) == nil)
    }
  }
}
