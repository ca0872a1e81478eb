import Testing

@testable import Deadlines

@Suite struct WarningPlanTests {
  @Test(arguments: [
    (Duration.hours(2), Duration.hours(2), [60, 15, 5, 1]),
    (.minutes(20), .hours(2), [15, 5, 1]),
    (.minutes(8), .minutes(8), [5, 1]),
    (.minutes(4), .minutes(4), [2, 1]),
    // As after an extension by an hour at the last minute: nobody is warned of an hour at once.
    (.minutes(61), .hours(2), [15, 5, 1]), (.minutes(65), .hours(2), [60, 15, 5, 1]),
    (.minutes(16), .hours(2), [5, 1]),
  ])
  func offsetsThatFit(lead: Duration, timeout: Duration, minutes: [Int64]) {
    let plan = WarningPlan(
      start: Timestamp(0), deadline: Timestamp(0) + lead, timeout: timeout, policy: Policy())
    #expect(plan.offsets == minutes.map { .minutes($0) })
  }

  @Test func halfOfTheTimeoutIfNoneFits() {
    let plan = WarningPlan(
      start: Timestamp(0), deadline: Timestamp(20), timeout: .seconds(20), policy: Policy())
    #expect(plan.offsets == [.seconds(10)])
  }

  /// Nothing that fits: half of the timeout, whoever chose the times; and no time after the deadline is one.
  @Test func timesThatMakeNoSenseAreLeftOut() {
    let plan = { (own: [Duration]) in
      WarningPlan(
        start: Timestamp(0), deadline: Timestamp(14_400), timeout: .hours(4), own: own, policy: Policy()
      ).offsets
    }
    #expect(plan([.hours(5)]) == [.hours(2)])
    #expect(plan([.zero, .minutes(-1), .minutes(15)]) == [.minutes(15)])
  }

  /// A user who asks for one warning a minute ahead is still warned in time for the notice.
  @Test func oneLiesAtLeastTheNoticeAhead() {
    var policy = Policy()
    policy.warningOffsets = [.minutes(1)]
    let plan = WarningPlan(
      start: Timestamp(0), deadline: Timestamp(7_200), timeout: .hours(2), policy: policy)
    #expect(plan.offsets == [.minutes(5), .minutes(1)])
  }

  @Test func currentAndNext() {
    let plan = WarningPlan(
      start: Timestamp(0), deadline: Timestamp(7_200), timeout: .hours(2), policy: Policy())
    let deadline = Timestamp(7_200)
    #expect(plan.current(at: Timestamp(0), deadline: deadline) == nil)
    #expect(plan.next(after: Timestamp(0), deadline: deadline) == Timestamp(3_600))
    #expect(plan.current(at: Timestamp(3_600), deadline: deadline) == .hours(1))
    #expect(plan.current(at: Timestamp(6_500), deadline: deadline) == .minutes(15))
    #expect(plan.next(after: Timestamp(7_150), deadline: deadline) == nil)
  }
}
