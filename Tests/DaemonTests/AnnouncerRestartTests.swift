import Deadlines
import Notifications
import ProjectStore
import RemoteControl
import Settings
import Synchronization
import Testing

@testable import Daemon

/// What a daemon finds on the screen that one before it left there.
@Suite(.timeLimit(.minutes(1))) struct AnnouncerRestartTests {
  private let server = ServerIdentity(bus: "b", owner: ":1.5")

  /// The screen as an earlier daemon left it.
  private func left(
    _ watch: Watch, _ tag: String, _ about: [ScreenMemory.About],
    _ adjust: @Sendable (inout NotificationRequest) -> Void = { _ in }
  ) async throws {
    var request = NotificationRequest(
      tag: tag, summary: "left \(tag)", actions: [.init(key: "k", label: "l")], sound: "bell")
    adjust(&request)
    let memory = ScreenMemory(folder: watch.folder, boot: watch.now.bootID)
    memory.prepare(tag, about)
    let screen = memory.following(
      Screen(
        show: { [server] _, _ throws(NotificationFailure) in
          Accepted(id: 3, hasActions: true, server: server)
        }, withdraw: { _ in }, events: AsyncStream { _ in }))
    _ = try await screen.show(request, .anew)
  }

  /// A project of which the earlier daemon had warned.
  private func warned(_ watch: Watch, _ name: String = "demo") async throws -> Project {
    let id = try await watch.add(name, timeout: "2 hours", in: 600)
    let now = watch.now
    return try await watch.store.projects.update(id, at: now.wall) { row throws(Refusal) in
      row.scheduledAt = now.wall
      row.livesSince = now.wall
      row.acceptance = Acceptance(
        generation: row.generation, bootID: now.bootID, awakeSeconds: 8_000, wall: now.wall,
        offset: .minutes(15))
      return nil
    }
  }

  private func comes(_ watch: Watch, _ tags: String...) async throws {
    watch.server.withLock { $0 = server }
    try await watch.serverComes(tookOver: tags)
  }

  @Test func aWarningIsReplacedInPlaceAndItsButtonWorks() async throws {
    try await Watch.with(prepare: { watch in
      let row = try await warned(watch)
      let warning = Warning(
        project: row, kind: .deadline, offset: .minutes(15), due: row.deadline)
      try await left(watch, row.tag, [ScreenMemory.About(warning)]) { $0.expiry = .never }
    }) { watch in
      try await comes(watch, "project-1")
      let told = try await watch.shown.first { _ in true }
      #expect(told.tag == "project-1" && told.summary == "demo is destroyed in 10 minutes")
      #expect(told.isSilent && told.expiry == .never)
      #expect(watch.replaced.all.map(\.how) == [.update])
      await watch.settle()
      try watch.press("Extend 1 hour", on: told)
      let row = try await watch.rows.first { $0.generation > Generation(1) }
      #expect(row.deadline == watch.now.wall + .seconds(4_200))
      // The schedule knew that it stood there.
      _ = try await watch.withdrawn.first { $0 == "project-1" }
      #expect(watch.shown.all.count { $0.tag == "project-1" } == 1)
    }
  }

  /// What was decided while no daemon ran is not left there for hours.
  @Test func remindersGoOnWithThoseThatStillWait() async throws {
    try await Watch.with(prepare: { watch in
      var about: [ScreenMemory.About] = []
      for name in ["early", "late"] {
        let id = try await watch.add(name)
        let row = try await watch.store.projects.update(id, at: watch.now.wall) {
          [now = watch.now.wall] row throws(Refusal) in
          row.status = .failed
          row.scheduledAt = now
          row.stalledSince = now
          return nil
        }
        about.append(ScreenMemory.About(row))
      }
      try await left(watch, News.remindersTag, about) { $0.actions = [] }
      _ = try await watch.store.projects.update(Project.ID(1), at: watch.now.wall) {
        [now = watch.now] row throws(Refusal) in
        try row.cancel(at: now)
        return nil
      }
    }) { watch in
      try await comes(watch, News.remindersTag)
      let told = try await watch.shown.first { $0.tag == News.remindersTag }
      #expect(told.summary == "late is still there" && told.isSilent)
      _ = try await watch.mailbox.ask(Command(project: .text("late"), action: .cancel))
      _ = try await watch.withdrawn.first { $0 == News.remindersTag }
    }
  }

  /// Whatever the file says of a warning, the database alone decides what it is.
  @Test func aLaterWarningComesWhateverTheFileSays() async throws {
    try await Watch.with(prepare: { watch in
      let row = try await warned(watch)
      let forged = Warning(project: row, kind: .abandoned, offset: .zero, due: Timestamp(.min))
      try await left(watch, row.tag, [ScreenMemory.About(forged)])
    }) { watch in
      try await comes(watch, "project-1")
      let told = try await watch.shown.first { _ in true }
      #expect(told.summary == "demo is destroyed in 10 minutes")
      await watch.settle()
      #expect(try await watch.store.projects.find(Project.ID(1))?.acceptance?.offset == .minutes(15))
      watch.pass(.minutes(6))
      _ = try await watch.shown.first { $0.summary == "demo is destroyed in 4 minutes" }
    }
  }

  @Test func whatIsVoidIsTakenDown() async throws {
    try await Watch.with(prepare: { watch in
      var row = try await warned(watch)
      let warning = Warning(project: row, kind: .deadline, offset: .minutes(15), due: row.deadline)
      try await left(watch, row.tag, [ScreenMemory.About(warning)])
      // Somebody extended it while no daemon lived.
      row = try await watch.store.projects.update(row.id, at: watch.now.wall) {
        [now = watch.now] row throws(Refusal) in
        try row.extend(by: .hours(1), at: now, policy: Policy())
        return nil
      }
      // A question that nobody can answer any more, a complaint, one about a project that is gone.
      try await left(watch, "project-1-confirm", [])
      try await left(watch, "clock", []) { $0.expiry = .never }
      try await left(watch, "project-77", [ScreenMemory.About(.told(77, .failed))])
      // What happened stays as it is.
      try await left(watch, "overview", []) { $0.actions = [] }
    }) { watch in
      try await comes(watch, "project-1", "project-1-confirm", "clock", "project-77", "overview")
      for tag in ["project-1", "project-1-confirm", "clock", "project-77"] {
        _ = try await watch.withdrawn.first { $0 == tag }
      }
      try await watch.announcer.finishShowing()
      #expect(watch.shown.all.isEmpty && !watch.withdrawn.all.contains("overview"))
    }
  }

  @Test func aSummaryGoesOnWithWhoIsLeft() async throws {
    try await Watch.with(prepare: { watch in
      var about: [ScreenMemory.About] = []
      for name in ["a", "b", "c", "d"] {
        let row = try await warned(watch, name)
        about.append(
          ScreenMemory.About(
            Warning(project: row, kind: .deadline, offset: .minutes(15), due: row.deadline)))
      }
      about[3].generation += 1
      try await left(watch, "together-1", about)
    }) { watch in
      try await comes(watch, "together-1")
      let told = try await watch.shown.first { $0.tag == "together-1" }
      #expect(told.actions.first?.label == "Extend all 1 hour")
      #expect(told.body.contains("a: ") && !told.body.contains("d: "), "\(told.body)")
      #expect(watch.replaced.all.first?.how == .update)
    }
  }

  /// The server is another one: what stood there went with the old one, and comes up anew.
  @Test func whatWentWithItsServerIsShownAnew() async throws {
    try await Watch.with(prepare: { watch in
      let row = try await warned(watch)
      let warning = Warning(project: row, kind: .deadline, offset: .minutes(15), due: row.deadline)
      try await left(watch, row.tag, [ScreenMemory.About(warning)])
    }) { watch in
      try await comes(watch)
      _ = try await watch.shown.first { $0.tag == "project-1" }
      #expect(watch.replaced.all.map(\.how) == [.anew])
    }
  }

  /// Its buttons are those of the generation that it was made for, and so they work.
  @Test func aFailureKeepsItsButtons() async throws {
    try await Watch.with(prepare: { watch in
      let row = try await warned(watch)
      let failed = try await watch.store.projects.update(row.id, at: watch.now.wall) { row throws(Refusal) in
        row.status = .failed
        row.stalledSince = Timestamp(1_800_000_000)
        return nil
      }
      try await left(watch, row.tag, [ScreenMemory.About(failed)]) { $0.urgency = .critical }
    }) { watch in
      try await comes(watch, "project-1")
      let told = try await watch.shown.first { $0.tag == "project-1" }
      #expect(told.summary == "left project-1" && told.isSilent && told.actions.count == 1)
      // And it goes once the failure is made good.
      try await watch.announcer.finishShowing()
      _ = try await watch.mailbox.ask(Command(project: .id(Project.ID(1)), action: .cancel))
      _ = try await watch.withdrawn.first { $0 == "project-1" }
    }
  }
}
