import Deadlines
import Logging
import Notifications
import RemoteControl
import Settings
import Synchronization
import Testing
import Wording

@testable import Daemon

/// What is put up and taken down, in which order, of one project and of many.
@Suite(.timeLimit(.minutes(1))) struct AnnouncerTests {
  private let steps = Heard<String>()
  private let now = Timestamp(1_800_000_000)
  private let server = AsyncStream<NotificationEvent>.makeStream()

  private func announcer(
    with failure: NotificationFailure = .serverAbsent, rest: Duration = .seconds(600),
    refusing: @escaping @Sendable (String) -> Bool = { _ in false }
  ) -> Announcer {
    let screen = Screen(
      show: { [steps] request, _ throws(NotificationFailure) in
        if refusing(request.summary) {
          steps.say("refuse \(request.summary)")
          throw failure
        }
        steps.say("show \(request.summary)")
        return Accepted(id: 1, hasActions: true)
      }, withdraw: { [steps] in steps.say("withdraw \($0)") }, events: server.stream)
    return Announcer(
      screen: screen, settings: Settings(),
      clock: Clock { [now] in Moment(wall: now, awake: .seconds(9_000), bootID: "boot") }, home: nil,
      mailbox: Mailbox(),
      publication: Publication(
        publish: { _, _ in }, remove: { _ in }, warned: { _, _ in }, executed: { _, _, _ in },
        finished: { _, _, _, _ in }, notificationsAvailable: { _ in }),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, rest: rest)
  }

  private func project(_ id: Int64) -> Project {
    Project(
      id: Project.ID(id), path: "/p/\(id)", name: "p\(id)", timeout: "1h", command: "true",
      deadline: now + .hours(1), scheduledAt: now, createdAt: now, updatedAt: now)
  }

  private func running(_ announcer: Announcer, _ body: @escaping @Sendable () async throws -> Void)
    async throws
  {
    try await withThrowingTaskGroup { group in
      group.addTask { try await announcer.run() }
      try await body()
      group.cancelAll()
    }
  }

  /// A warning that comes while hundreds of news wait is shown next, and none of them is lost.
  @Test func aFloodOfNewsDoesNotHoldUpAWarning() async throws {
    let announcer = announcer()
    let projects = (1...600).map(project)
    announcer.tell(projects.map { .attemptFailed($0, .exited(code: 1), lastLine: nil) })
    let warned = project(700)
    announcer.warn([Warning(project: warned, kind: .deadline, offset: .zero, due: now + .hours(1))])
    try await running(announcer) { [steps] in
      _ = try await steps.first { $0 == "show p600: another attempt follows" }
      #expect(steps.all.first == "show p700 is destroyed in 1 hour")
      #expect(steps.all.count == 601)
    }
  }

  /// A successor takes over only then: what waits behind other news would be lost with the daemon.
  @Test func itIsCalmOnceAllIsTold() async throws {
    let announcer = announcer()
    announcer.tell((1...2).map(project).map { .ended($0, .exited(code: 1), lastLine: nil) })
    #expect(await !announcer.isCalm(butForUntold: true))
    try await running(announcer) { [steps] in
      _ = try await steps.first { $0 == "show p2 could not be destroyed" }
      await announcer.finishShowing()
      #expect(await announcer.isCalm(butForUntold: true))
    }
  }

  /// Nor does news that was not shown keep a void warning up.
  @Test func aVoidWarningGoesWhereNoNewsTookItsPlace() async throws {
    let announcer = announcer(refusing: { $0.hasSuffix("is being destroyed") })
    let project = project(1)
    try await running(announcer) { [steps, now] in
      announcer.warn([Warning(project: project, kind: .deadline, offset: .zero, due: now + .hours(1))])
      announcer.tell(.started(project))
      _ = try await steps.first { $0 == "refuse p1 is being destroyed" }
      announcer.withdraw(project.id)
      await announcer.finishShowing()
      #expect(steps.all.last == "withdraw project-1")
    }
  }

  /// A server that was not there is told everything that matters when it comes, and nothing that is settled.
  @Test func whatNobodyCouldBeToldIsToldLater() async throws {
    let announcer = announcer(refusing: { [steps] _ in !steps.all.contains("server") })
    let held = (1...150).map { (id: Int64) -> Project in
      var project = project(id)
      project.status = .held
      project.holdReason = .invalid
      return project
    }
    try await running(announcer) { [steps, server] in
      announcer.tell(held.map { .held($0, .invalid) })
      announcer.tell((201...350).map { .ended(self.project($0), .exited(code: 1), lastLine: nil) })
      _ = try await steps.first { $0 == "refuse 150 teardowns went wrong" }
      announcer.withdraw(Project.ID(7))
      await announcer.finishShowing()
      steps.say("server")
      server.continuation.yield(.serverChanged(.activatable))
      _ = try await steps.first { $0 == "show 150 teardowns went wrong" }
      #expect(steps.all.contains("show 149 projects are held"))
      #expect(steps.all.filter { $0.hasPrefix("show ") }.count == 2)
    }
  }

  /// That a warning is void is heard of after the teardown was told, which stands at the same place by then.
  @Test func aVoidWarningDoesNotTakeTheNewsOfItsTeardownAlong() async throws {
    let announcer = announcer()
    let project = project(1)
    try await running(announcer) { [steps, now] in
      announcer.warn([Warning(project: project, kind: .deadline, offset: .zero, due: now + .hours(1))])
      announcer.tell(.started(project))
      _ = try await steps.first { $0 == "show p1 is being destroyed" }
      announcer.withdraw(project.id)
      await announcer.finishShowing()
      #expect(steps.all == ["show p1 is destroyed in 1 hour", "show p1 is being destroyed"])
      // The next warning is void like the first.
      announcer.warn([Warning(project: project, kind: .deadline, offset: .zero, due: now + .hours(1))])
      announcer.withdraw(project.id)
      await announcer.finishShowing()
      #expect(steps.all.last == "withdraw project-1")
    }
  }

  private var present: NotificationEvent {
    .serverChanged(.present(NotificationServer(name: "test", vendor: "", version: "1", capabilities: [])))
  }

  private func held(_ id: Int64) -> Project {
    var project = project(id)
    project.status = .held
    project.holdReason = .invalid
    return project
  }

  /// Unlike warnings, these are not asked for anew by the schedule.
  @Test func whatIsTrueIsToldToEachServer() async throws {
    let announcer = announcer()
    let told = ["show p1 is held", "show The system clock is wrong: nothing is destroyed"]
    try await running(announcer) { [steps, server, present] in
      announcer.tell(.held(held(1), .invalid))
      announcer.tell(.clockDoubted(.behindMark(now)))
      for step in told { _ = try await steps.first { $0 == step } }
      server.continuation.yield(present)
      for step in told { _ = try await steps.first(times: 2) { $0 == step } }
      // What was settled meanwhile is not.
      announcer.tell(.clockBelieved)
      announcer.withdraw(Project.ID(1))
      _ = try await steps.first { $0 == "withdraw project-1" }
      server.continuation.yield(present)
      announcer.tell(.held(held(2), .invalid))
      _ = try await steps.first { $0 == "show p2 is held" }
      #expect(told.allSatisfy { step in steps.all.count { $0 == step } == 2 })
    }
  }

  /// A server that is hung goes nowhere and comes from nowhere; it is asked again after a rest.
  @Test func whatAHungServerDidNotTakeIsToldAfterARest() async throws {
    let isHung = Mutex(true)
    let announcer = announcer(with: .timedOut(.seconds(5)), rest: .zero) { _ in
      isHung.withLock { isHung in
        defer { isHung = false }
        return isHung
      }
    }
    try await running(announcer) { [steps] in
      announcer.tell(.ended(project(1), .exited(code: 7), lastLine: nil))
      _ = try await steps.first { $0.hasPrefix("refuse ") }
      _ = try await steps.first { $0.hasPrefix("show ") }
    }
  }

  /// Nothing new is shown any more, but nothing untrue is left up.
  @Test func whatIsUpWhenNotificationsAreSwitchedOffIsStillMadeTrue() async throws {
    let announcer = announcer { _ in false }
    try await running(announcer) { [steps] in
      announcer.tell((1...5 as ClosedRange<Int64>).map { .held(held($0), .invalid) })
      _ = try await steps.first { $0 == "show 5 projects are held" }
      var settings = Settings()
      settings.policy.notificationsEnabled = false
      await announcer.use(settings)
      announcer.withdraw(Project.ID(1))
      _ = try await steps.first { $0 == "show 4 projects are held" }
      for id in 2...5 as ClosedRange<Int64> { announcer.withdraw(Project.ID(id)) }
      _ = try await steps.first { $0 == "withdraw held-together" }
    }
  }

  /// What a server holds back for now will stand there, and must go when it is void.
  @Test func whatIsHeldBackIsTakenDownToo() async throws {
    let announcer = announcer(with: .inhibited) { _ in true }
    try await running(announcer) { [steps] in
      announcer.tell((1...5 as ClosedRange<Int64>).map { .held(held($0), .invalid) })
      _ = try await steps.first { $0 == "refuse 5 projects are held" }
      announcer.withdraw(Project.ID(1))
      // Said in place of what it holds back, and held back, too.
      _ = try await steps.first { $0 == "refuse 4 projects are held" }
      for id in 2...5 as ClosedRange<Int64> { announcer.withdraw(Project.ID(id)) }
      _ = try await steps.first { $0 == "withdraw held-together" }
    }
  }
}
