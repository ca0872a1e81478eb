import Deadlines
import Synchronization
import Testing

@testable import Daemon
@testable import ProjectStore

/// Only the daemon says that somebody was warned, whatever another program writes, and whenever.
@Suite(.timeLimit(.minutes(1))) struct ForgeryTests {
  /// No server was ever there, so nobody was warned, and nothing may run.
  @Test("An acceptance written right before a write of ours counts for nothing", arguments: Stage.allCases)
  func forgedBeforeAWrite(stage: Stage) async throws {
    try await Watch.with { watch in
      await watch.settle()
      if stage == .firstSight { try await forge(in: watch, where: "scheduled_at IS NULL") }
      let columns = "projects (path, name, timeout, command)"
      let row = "('\(watch.project)', 'demo', '20s', 'true')"
      try await watch.store.read { try $0.execute("INSERT INTO \(columns) VALUES \(row)") }
      watch.mailbox.post(.storeChanged(.changed))
      await watch.settle()
      if stage == .hold { try await forge(in: watch, where: "status = 'scheduled'") }
      for _ in 1...6 {
        watch.pass(.seconds(30))
        await watch.settle()
      }
      let project = try #require(try await watch.store.projects.find(path: watch.project))
      #expect(project.holdReason == .unwarned && project.acceptance == nil)
      #expect(try await watch.store.executions.all().values.isEmpty)
    }
  }

  enum Stage: CaseIterable, Sendable { case firstSight, hold }

  /// Whoever opened the file found it as the last daemon left it, and then somebody wrote.
  @Test("An acceptance written before the first reading counts for nothing", arguments: [true, false])
  func forgedAtTheStart(isForged: Bool) async throws {
    try await Watch.with(prepare: { watch in
      let id = try await watch.add(timeout: "20s", in: 20)
      let acceptance = Acceptance(
        generation: Generation(1), bootID: watch.now.bootID, awakeSeconds: 5, wall: watch.now.wall,
        offset: .seconds(10))
      let store = isForged ? try await ProjectStore.open(at: watch.file) : watch.store
      _ = try await store.projects.update(id, at: watch.now.wall) {
        $0.acceptance = acceptance
        return nil
      }
    }) { watch in
      let first = try await watch.rows.first { _ in true }
      #expect((first.acceptance == nil) == isForged)
    }
  }

  @Test("A claim goes by the acceptance that was seen, and by no other")
  func forgedBeforeAClaim() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "20s", in: 20)
      await watch.settle()
      watch.pass(.seconds(10))
      _ = try await watch.rows.first { $0.acceptance != nil }
      try await forge(in: watch, where: "status = 'scheduled'")
      watch.pass(.seconds(10))
      await watch.settle()
      #expect(try await watch.store.executions.of(id).values.isEmpty)
      await watch.settle()
      #expect(try await watch.store.projects.find(id)?.acceptance == nil)
    }
  }

  @Test("The end of a teardown brings no forged acceptance with it")
  func forgedDuringATeardown() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      _ = try await watch.add(timeout: "20s", command: "exit 3", in: 20)
      await watch.settle()
      watch.pass(.seconds(10))
      _ = try await watch.rows.first { $0.acceptance != nil }
      try await forge(in: watch, where: "status = 'destroying'", always: true)
      watch.pass(.seconds(10))
      #expect(try await watch.row(.failed).acceptance == nil)
    }
  }
}

/// Has another program write an acceptance into a row that `condition` is true of, as soon as the daemon has looked.
private func forge(in watch: Watch, where condition: String, always: Bool = false) async throws {
  let other = try await ProjectStore.open(at: watch.file)
  try other.file.work { try $0.execute("PRAGMA busy_timeout = 0") }
  let count = Mutex(0)
  // A first sight that sets the deadline begins a generation.
  let statement = """
    UPDATE projects SET accepted_generation = generation + (destroy_at IS NULL), accepted_boot = '\(watch.now.bootID)', accepted_awake = 1,
    accepted_at = \(watch.now.wall.seconds - 60), accepted_offset = 10 WHERE \(condition)
    """
  watch.interfere {
    count.withLock { count in
      guard count == 0 || always else { return }
      // In the middle of a transaction of the daemon's it fails, at once.
      count += (try? other.file.work { try $0.run(statement, []) }) ?? 0
    }
  }
}
