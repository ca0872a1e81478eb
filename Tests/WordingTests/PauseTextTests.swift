import Deadlines
import Testing

@testable import Wording

@Suite struct PauseTextTests {
  private let now = Timestamp(1_800_000_000)

  @Test func itSaysUntilWhen() {
    let end = now + .hours(1)
    let time = end.clockTime(at: now)
    #expect(
      PauseText.fact(until: end, at: now) == "no warnings until \(time), and nothing is destroyed without one"
    )
    let finding = Finding.pause(until: end, at: now)
    #expect(finding.level == .ok && finding.text.contains(time))
  }
}
