import Testing

@testable import Deadlines

@Suite struct SituationTests {
  private let now = Moment.sample
  private let policy = Policy()

  private func project(_ number: Int64, due seconds: Int64?, _ status: ProjectStatus = .scheduled) -> Project
  {
    var project = Project.sample()
    project.id = Project.ID(number)
    project.timeout = "2 hours"
    project.status = status
    project.deadline = seconds.map { now.wall + .seconds($0) }
    return project
  }

  private func held(_ number: Int64, due seconds: Int64, _ reason: HoldReason) -> Project {
    var project = project(number, due: seconds, .held)
    project.holdReason = reason
    return project
  }

  private func look(_ projects: [Project]) -> Situation { Situation(of: projects, at: now, policy: policy) }

  @Test func nothingIsIdle() {
    let situation = look([project(1, due: 60, .destroyed), project(2, due: 60, .cancelled)])
    #expect(situation.sign == .idle)
    #expect(situation.changesAt == nil)
    #expect(situation.active == 0)
  }

  @Test func theNearestDeadlineCounts() {
    let situation = look([project(1, due: 7_000), project(2, due: 3_000), project(3, due: 3_000)])
    #expect(situation.next == Project.ID(2))
    #expect(situation.due == now.wall + .seconds(3_000))
    #expect(situation.sign == .calm(Gauge(filled: 5, band: .yellow)))
    #expect(situation.changesAt == now.wall + .seconds(600))
    #expect(situation.active == 3)
  }

  /// Nothing that is held for its user, or has failed, is passed over because something else is due.
  @Test(arguments: [HoldReason.invalid, .untrusted, .clock, .interrupted, .overdue, .unwarned])
  func whatWaitsCallsForAttention(reason: HoldReason) {
    let situation = look([project(1, due: 3_000), held(2, due: 600, reason)])
    #expect(situation.sign == .attention)
    #expect(situation.waiting == 1)
  }

  @Test func failureCallsForAttention() {
    #expect(look([project(1, due: -600, .failed)]).sign == .attention)
  }

  /// A protected project is as its user wants it, until its deadline asks.
  @Test func whatIsProtectedWaitsForItsDeadline() {
    let situation = look([held(1, due: 600, .protected), project(2, due: 7_000)])
    #expect(situation.sign == .calm(Gauge(filled: 12, band: .green)))
    #expect(situation.next == Project.ID(2))
    #expect(situation.changesAt == now.wall + .seconds(400))
    #expect(look([held(1, due: 0, .protected)]).sign == .attention)
  }

  @Test func whatWasDeniedIsNotAskedAboutAgain() {
    var denied = held(1, due: 600, .untrusted)
    denied.file = FileStanding(consent: .denied)
    #expect(look([denied]).sign == .calm(nil))
    #expect(look([denied]).changesAt == now.wall + .seconds(600))
  }

  @Test func aTeardownThatRunsHasNoDeadline() {
    let situation = look([project(1, due: -5, .destroying)])
    #expect(situation.sign == .calm(nil))
    #expect(situation.running == 1)
    #expect(situation.next == nil)
  }
}
