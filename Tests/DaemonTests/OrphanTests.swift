import Deadlines
import Executor
import Foundation
import Logging
import ProjectStore
import RealParts
import RemoteControl
import Settings
import SystemPackage
import Testing

@testable import Daemon

/// Teardowns that go on although their supervisor was killed, and those whose record lies elsewhere.
@Suite(.timeLimit(.minutes(1))) struct OrphanTests {
  private let patient =
    "trap 'echo int >> ../ints' INT; echo x >> ../begun; while [ ! -e ../go ] && [ -e ../begun ]; do sleep 0.05; done"

  private var settings: Settings {
    var settings = Settings.oneAttempt
    settings.policy.notificationsRequired = false
    return settings
  }

  /// Has a project torn down, and kills the supervisor while the command runs.
  private func orphan(_ watch: Watch) async throws -> Project.ID {
    try await watch.serverComes()
    let id = try await watch.add(timeout: "20s", command: patient, in: 1)
    _ = try await watch.rows.first { $0.scheduledAt != nil }
    watch.pass(.seconds(2))
    try await watch.file("begun")
    _ = try await ChildProcess.run([
      "pkill", "-KILL", "-f", "killall-tofu-supervisor supervise \(watch.folder)",
    ])
    let held = try await watch.row(.held)
    #expect(held.holdReason == .interrupted)
    return id
  }

  /// A directory is torn down once at a time, under whatever path and row.
  @Test func anotherRowOfItsDirectoryWaits() async throws {
    try await Watch.with(settings: settings) { watch in
      _ = try await orphan(watch)
      try FileManager.default.createSymbolicLink(
        atPath: watch.folder + "/link", withDestinationPath: watch.project)
      let other = try await watch.add("link", timeout: "20s", command: "echo x >> ../begun", in: 1)
      _ = try await watch.rows.first { $0.id == other && $0.scheduledAt != nil }
      watch.pass(.seconds(2))
      await watch.settle()
      #expect(
        try await watch.store.events.of(other).values.contains { $0.message.hasPrefix("Waits: a process") })
      #expect(try watch.text("begun") == "x\n")
      try watch.make("go")
      // Its last process goes when it looks for the file again; what waits is looked at after a rest.
      let row = try await watch.passing(.seconds(31)) {
        try await watch.store.projects.find(other).flatMap { $0.status == .destroyed ? $0 : nil }
      }
      #expect(row.id == other)
    }
  }

  /// Given up, it must not go on destroying in silence.
  @Test func cancelAsksItToStop() async throws {
    try await Watch.with(settings: settings) { watch in
      let id = try await orphan(watch)
      _ = try await watch.mailbox.ask(Command(project: .id(id), action: .cancel, offered: nil))
      try await watch.file("ints")
      try watch.make("go")
    }
  }

  @Test func typedWordsWaitForItAsWell() async throws {
    try await Watch.with(settings: settings) { watch in
      let id = try await orphan(watch)
      let typed = TypedTeardown(
        store: watch.store, executor: watch.executor(in: "executions"), policy: settings.policy,
        files: watch.registrar(settings), clock: Clock { watch.now })
      let project = try #require(try await watch.store.projects.find(id))
      do throws(TypedTeardownError) {
        _ = try await typed.begin(project)
        Issue.record("begun beside it")
      } catch {
        if case .busy = error { return try watch.make("go") }
        Issue.record("\(error)")
      }
      try watch.make("go")
    }
  }

  /// A shell with other XDG variables keeps its records elsewhere; the row says where.
  @Test func whatHasItsRecordElsewhereIsFollowedToItsEnd() async throws {
    try await Watch.with(settings: settings) { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "1 hour", command: patient, in: 3_600)
      let project = try await watch.rows.first { $0.scheduledAt != nil }
      let typed = TypedTeardown(
        store: watch.store, executor: watch.executor(in: "elsewhere"), policy: settings.policy,
        files: watch.registrar(settings), clock: Clock { watch.now })
      let (execution, _) = try await typed.begin(project)
      try await watch.file("begun")
      watch.mailbox.post(.storeChanged(.changed))
      _ = try await watch.executed.first { $0.project == id && $0.isNews }
      try watch.make("go")
      _ = try await watch.row(.destroyed)
      let row = try #require(try await watch.store.executions.find(execution.id))
      #expect(row.status == .completed && row.exitCode == 0)
    }
  }

  /// Where the record is gone nobody can tell, and a second one beside the first would be the worse mistake.
  @Test func whatLostItsRecordMayLive() async throws {
    try await Watch.with(settings: settings) { watch in
      let id = try await orphan(watch)
      try FileManager.default.moveItem(
        atPath: watch.folder + "/executions", toPath: watch.folder + "/moved")
      let last = try #require(try await watch.store.executions.last(of: id))
      let executor = watch.executor(in: "executions")
      #expect(last.mayLive(executor, at: watch.now))
      var later = watch.now
      later.wall = later.wall + .days(1)
      later.awake = .seconds(60)
      #expect(!last.mayLive(executor, at: later))
      try watch.make("go")
    }
  }
}

extension Watch {
  /// An executor that keeps its records in this folder.
  func executor(in name: String) -> Executor {
    Executor(
      folders: ExecutionFolders(root: FilePath("\(folder)/\(name)")),
      supervisor: SupervisorProgram(path: FilePath(BuiltPrograms.path("killall-tofu-supervisor"))),
      session: ["PATH": "/usr/bin:/bin"], logger: .init(label: "test"))
  }

  /// Lets time pass again and again until something is there.
  fileprivate func passing<Value>(
    _ step: Duration, _ look: () async throws -> Value?
  ) async throws -> Value {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
      if let value = try await look() { return value }
      pass(step)
      await settle()
      try await Task.sleep(for: .milliseconds(50))
    }
    throw NeverHeard(instead: [])
  }
}
