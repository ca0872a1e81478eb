import Testing

@testable import Deadlines

@Suite struct ExtensionOfferTests {
  private let now = Moment.sample
  private let choices: [Duration] = [.minutes(15), .hours(1)]

  private func project(lived: Duration, left: Duration) -> Project {
    var project = Project.sample(id: 1, timeout: "2 hours", now: now)
    project.livesSince = now.wall - lived
    project.deadline = now.wall + left
    return project
  }

  @Test(
    arguments: [
      (3_600, [900, 3_600] as [Int64], false), (3_599, [900, 3_599], true), (900, [900], false),
      (901, [900, 901], true),
      (899, [899], true), (60, [60], true), (59, [], false), (0, [], false), (-1, [], false),
    ] as [(room: Int64, offered: [Int64], isCut: Bool)])
  func `what would go beyond the limit is shortened to it`(room: Int64, offered: [Int64], isCut: Bool) {
    var policy = Policy()
    policy.maximumLifetime = .hours(8)
    let project = project(lived: .hours(6), left: .hours(2) - .seconds(room))
    let offers = project.extensions(of: choices, at: now.wall, policy: policy)
    #expect(offers.map(\.duration) == offered.map { .seconds($0) })
    #expect((offers.last?.isToLimit ?? false) == isCut)
    // What a button says is what happens, and a moment later as well.
    for offer in offers {
      for later in [Duration.zero, .minutes(1)] {
        var project = project
        #expect(throws: Never.self) {
          try project.extend(by: offer.duration, at: now.after(later), policy: policy)
        }
      }
    }
  }

  /// There it counts from the click, which may come half an hour after it was offered.
  @Test func `past the deadline what is offered can still be had later`() throws {
    var policy = Policy()
    policy.maximumLifetime = .hours(8)
    let project = project(lived: .hours(7), left: .seconds(-60))
    let offers = project.extensions(of: choices, at: now.wall, policy: policy)
    #expect(offers == [ExtensionOffer(.minutes(15)), ExtensionOffer(.minutes(30), isToLimit: true)])
    for offer in offers {
      var project = project
      try project.extend(by: offer.duration, at: now.after(Policy.overdueGrace), policy: policy)
    }
  }

  @Test func `without a limit everything is offered`() {
    let project = project(lived: .days(300), left: .hours(2))
    let offers = project.extensions(of: choices, at: now.wall, policy: Policy())
    #expect(offers == choices.map { ExtensionOffer($0) })
  }
}
