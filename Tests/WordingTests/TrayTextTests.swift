import Deadlines
import Testing

@testable import Wording

@Suite struct TrayTextTests {
  private let now = Moment(wall: Timestamp(1_800_000_000), awake: .hours(5), bootID: "boot")
  private let policy = Policy()

  private func project(_ name: String, due seconds: Int64?, _ status: ProjectStatus = .scheduled) -> Project {
    Project(
      id: Project.ID(1), path: "/srv/demo", name: name, timeout: "2 hours", command: "true", status: status,
      deadline: seconds.map { now.wall + .seconds($0) }, scheduledAt: now.wall - .hours(1),
      createdAt: now.wall, updatedAt: now.wall)
  }

  private func line(_ project: Project) -> String {
    project.trayLine(at: now, policy: policy)
  }

  private var clock: (Int64) -> String { { (self.now.wall + .seconds($0)).clockTime(at: self.now.wall) } }

  @Test func theTimeThatIsLeftStandsBesideTheTimeOfDay() {
    #expect(line(project("demo", due: 840)) == "demo: in 14 minutes, at \(clock(840))")
    #expect(line(project("demo", due: 0)) == "demo: is due")
    #expect(line(project("demo", due: nil)) == "demo: has no deadline yet")
  }

  @Test(arguments: [
    (ProjectStatus.failed, "demo: its teardown failed"), (.destroying, "demo: is being destroyed"),
    (.cancelled, "demo: cancelled"),
  ])
  func eachStateIsSaid(status: ProjectStatus, words: String) {
    #expect(line(project("demo", due: -5, status)) == words)
  }

  @Test func aHoldSaysWhy() {
    var held = project("demo", due: -5, .held)
    held.holdReason = .unwarned
    #expect(line(held) == "demo: held: nobody could be warned")
    held.holdReason = .protected
    #expect(line(held) == "demo: protected")
    held.holdReason = .overdue
    held.deadline = now.wall - .days(8)
    #expect(line(held) == "demo: overdue")
  }

  @Test func whatWaitsForItsUserSaysWhenItAsks() {
    var waiting = project("demo", due: 3_600)
    waiting.awaitsUser = true
    #expect(line(waiting) == "demo: you are asked at \(clock(3_600))")
  }

  @Test func theNextAttemptIsSaid() {
    var waiting = project("demo", due: -60, .destroying)
    waiting.attempts = Attempts(
      made: 1, nextAt: now.wall + .seconds(30), generation: waiting.generation, bootID: "boot")
    #expect(line(waiting) == "demo: its next attempt is in 30 seconds, at \(clock(30))")
    waiting.attempts?.nextAt = nil
    waiting.attempts?.stopRequestedAt = now.wall
    #expect(line(waiting) == "demo: is asked to stop")
  }

  /// However long its name is, and whatever it holds, it is one line that fits a menu.
  @Test(arguments: [
    String(repeating: "x", count: 10_000), "a\nb\u{202E}c", String(repeating: "世", count: 500),
  ])
  func noNameBreaksTheMenu(name: String) {
    let line = line(project(name, due: 840))
    #expect(line.displayWidth <= 72)
    #expect(!line.contains("\n") && !line.contains("\u{202E}"))
  }

  @Test func theToolTipCountsWhatThereIs() {
    let projects = [
      project("demo", due: 840), project("other", due: 9_000), project("done", due: -9, .failed),
      project("runs", due: -9, .destroying),
    ].enumerated().map { place, project in
      var project = project
      project.id = Project.ID(Int64(place + 1))
      return project
    }
    let situation = Situation(of: projects, at: now, policy: policy)
    let text = TrayText.toolTip(of: situation, next: projects[0], pausedUntil: nil, at: now.wall)
    #expect(
      text == """
        demo is destroyed at \(clock(840))
        1 project is being destroyed
        1 project waits for you
        4 active projects in all
        """)
    let idle = Situation(of: [], at: now, policy: policy)
    #expect(
      TrayText.toolTip(of: idle, next: nil, pausedUntil: now.wall + .hours(1), at: now.wall)
        == "No active project\nNotifications are paused until \(clock(3_600))")
  }

  @Test func quittingSaysWhatDoesNotHappen() {
    #expect(
      TrayText.quitting(1, next: now.wall + .seconds(840), at: now.wall)
        == ["1 project is then neither warned of nor destroyed", "The next is due at \(clock(840))"])
    #expect(
      TrayText.quitting(2, next: nil, at: now.wall)
        == ["2 projects are then neither warned of nor destroyed"])
  }
}
