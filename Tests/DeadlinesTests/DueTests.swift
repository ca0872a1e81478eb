import Deadlines
import Testing

/// What people are told of when it is destroyed.
@Suite struct DueTests {
  private let now = Moment.sample

  private func due(_ adjust: (inout Project, inout Policy) -> Void) -> Timestamp? {
    var project = Project.sample()
    var policy = Policy()
    project.scheduledAt = now.wall - .hours(1)
    project.deadline = now.wall + .minutes(1)
    adjust(&project, &policy)
    return project.due(at: now, policy: policy)
  }

  private func accepted(_ project: inout Project, minutesAgo: Int64) {
    project.acceptance = Acceptance(
      generation: project.generation, bootID: now.bootID,
      awakeSeconds: now.awake.wholeSeconds - minutesAgo * 60,
      wall: now.wall - .minutes(minutesAgo), offset: .zero)
  }

  private func held(_ project: inout Project, _ reason: HoldReason, late: Duration = .hours(1)) {
    project.status = .held
    project.holdReason = reason
    project.stalledSince = now.wall
    project.deadline = now.wall - late
  }

  @Test(arguments: [(1, 4), (4, 1), (10, 1)] as [(Int64, Int64)])
  func theLaterOfDeadlineAndNotice(minutesAgo: Int64, then: Int64) {
    #expect(due { project, _ in accepted(&project, minutesAgo: minutesAgo) } == now.wall + .minutes(then))
    #expect(due { _, _ in } == now.wall + .minutes(1))
  }

  @Test func aDeadlineThatPassedStaysWhenItWas() {
    let late = now.wall - .hours(1)
    #expect(
      due { project, _ in
        project.deadline = late
        accepted(&project, minutesAgo: 10)
      } == late)
  }

  @Test func headlessItIsTheDeadline() {
    #expect(
      due { project, policy in
        accepted(&project, minutesAgo: 1)
        policy.notificationsRequired = false
      } == now.wall + .minutes(1))
  }

  @Test func overdueItIsTheEndOfTheGrace() {
    #expect(
      due { project, _ in
        held(&project, .overdue)
        accepted(&project, minutesAgo: 20)
      } == now.wall + .minutes(10))
  }

  /// No time is told where none would be kept.
  @Test(arguments: [HoldReason.unwarned, .clock])
  func noTimeWhereOneMustBeSettledFirst(reason: HoldReason) {
    #expect(due { project, _ in held(&project, reason) } == nil)
  }

  @Test func noTimeForWhatWasAbandoned() {
    #expect(due { project, _ in held(&project, .overdue, late: .days(8)) } == nil)
    // Only what is overdue is abandoned.
    #expect(due { project, _ in held(&project, .protected, late: .days(8)) } == now.wall - .days(8))
  }

  @Test func whatAwaitsItsUserHasADeadlineBeforeIt() {
    #expect(due { project, _ in project.awaitsUser = true } == now.wall + .minutes(1))
  }

  @Test(arguments: [ProjectStatus.destroying, .destroyed, .failed, .cancelled])
  func noTimeWhereNoDeadlineDecides(status: ProjectStatus) {
    #expect(due { project, _ in project.status = status } == nil)
  }

  @Test(arguments: [(-60, 0), (3_600, 0.5), (9_000, 1)] as [(Int64, Double)])
  func theShareIsOneOfTheWhole(left: Int64, share: Double) {
    var project = Project.sample()
    project.deadline = now.wall + .seconds(left)
    #expect(project.shareLeft(at: now, policy: Policy()) == share)
  }
}
