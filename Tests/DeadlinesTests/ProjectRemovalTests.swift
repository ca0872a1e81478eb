import Deadlines
import Testing

@Suite struct ProjectRemovalTests {
  let now = Moment.sample

  @Test(arguments: [ProjectStatus.destroyed, .cancelled])
  func whatIsOverIsHiddenAndNothingElseChanges(status: ProjectStatus) throws {
    var project = Project.warned(status)
    let before = project
    try project.remove(at: now)
    #expect(project.isRemoved && project.removedAt == now.wall)
    project.removedAt = nil
    #expect(project == before)
  }

  @Test func removingTwiceKeepsTheFirstTime() throws {
    var project = Project.warned(.cancelled)
    project.removedAt = now.wall - .hours(1)
    try project.remove(at: now)
    #expect(project.removedAt == now.wall - .hours(1))
  }

  /// What costs money must be seen.
  @Test(arguments: ProjectStatus.allCases.filter(\.isActive))
  func whatIsActiveIsRefused(status: ProjectStatus) {
    var project = Project.warned(status, status == .held ? .overdue : nil)
    let before = project
    #expect(throws: Refusal.wrongState(status, action: "remove")) { try project.remove(at: now) }
    #expect(project == before)
  }

  @Test func aStaleOfferIsRefused() {
    var project = Project.warned(.cancelled)
    let stale = Refusal.staleGeneration(offered: Generation(1), current: project.generation)
    #expect(throws: stale) { try project.remove(offered: Generation(1), at: now) }
  }

  @Test(arguments: ProjectStatus.allCases.filter(\.isActive))
  func whateverMakesItActiveBringsItBack(status: ProjectStatus) throws {
    var project = Project.warned(.cancelled)
    try project.remove(at: now)
    project.status = status
    #expect(!project.isRemoved)
    project.removedAt = now.wall
    #expect(!project.isRemoved, "whatever another program writes there")
    project.status = .destroyed
    project.status = status
    project.status = .cancelled
    #expect(!project.isRemoved, "given up again, nobody has removed it since")
  }

  @Test func resumeBringsItBack() throws {
    var project = Project.warned(.destroyed)
    try project.remove(at: now)
    try project.resume(at: now, policy: Policy())
    #expect(project.status == .scheduled && project.removedAt == nil)
  }

  /// From one state that is over to another it stays hidden.
  @Test func whatStaysOverStaysRemoved() throws {
    var project = Project.warned(.cancelled)
    try project.remove(at: now)
    project.status = .destroyed
    #expect(project.isRemoved)
  }
}
