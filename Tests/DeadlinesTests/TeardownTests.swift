import Deadlines
import Testing

/// How a teardown ends, for its project.
@Suite struct TeardownTests {
  private let now = Moment.sample

  /// Claimed from a hold as overdue, with all that it left in the row.
  private var running: Project {
    var project = Project.sample()
    project.scheduledAt = now.wall - .hours(2)
    project.deadline = now.wall - .hours(1)
    project.acceptance = Acceptance(
      generation: project.generation, bootID: "boot-1", awakeSeconds: 1, wall: now.wall, offset: .zero)
    project.status = .destroying
    project.holdReason = .overdue
    project.stalledSince = now.wall - .hours(1)
    project.remindedOffset = .minutes(15)
    return project
  }

  @Test func aFailureBeginsAStallOfItsOwn() {
    var project = running
    project.fail(at: now)
    #expect(project.status == .failed && project.holdReason == nil && project.isActive)
    #expect(project.stalledSince == now.wall && project.remindedOffset == nil)
  }

  @Test func whatNobodySawIsHeldFromNowOn() {
    var project = running
    project.interrupt(at: now)
    #expect(project.status == .held && project.holdReason == .interrupted)
    #expect(project.stalledSince == now.wall && project.remindedOffset == nil)
  }

  @Test func whatWentWellIsHeldForNothing() {
    var project = running
    project.finishDestroying()
    #expect(project.status == .destroyed && project.holdReason == nil && !project.isActive)
    #expect(project.stalledSince == nil && project.remindedOffset == nil)
  }

  /// Between two attempts nothing is said of that; another program's word must not be lost.
  @Test func whatAnotherProgramTookAwayStaysSo() {
    var project = running
    project.isActive = false
    project.status = .destroying
    #expect(!project.isActive)
  }

  @Test func whatNeverStartedIsWarnedOfAnew() {
    var project = running
    project.returnToSchedule(at: now)
    #expect(project.status == .scheduled && project.holdReason == nil)
    #expect(project.generation == running.generation.next && project.scheduledAt == now.wall)
    #expect(project.acceptance == nil)
  }
}
