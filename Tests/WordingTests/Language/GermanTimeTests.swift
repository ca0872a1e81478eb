import Deadlines
import Testing

@testable import Wording

@Suite struct GermanTimeTests {
  /// Noon in UTC on 22 November 2026.
  private let now = Timestamp(1_795_348_800)

  private func german<T>(_ make: () -> T) -> T { Language.$current.withValue(.german, operation: make) }

  @Test func durations() {
    german {
      #expect(Duration.seconds(5_400).words == "1 Stunde 30 Minuten")
      #expect(Duration.days(2).words == "2 Tage")
      #expect(Duration.days(2).wordsAway == "2 Tagen")
      #expect(Duration.days(1).glanceAway == "1 Tag")
      #expect(Duration.seconds(5_400).compact == "1 Std. 30 Min.")
      #expect(Duration.days(3).compact == "3 Tage")
      #expect(Duration.seconds(45).label == "45 Sek.")
      #expect("a“b".quoted == "„a“b“")
    }
  }

  @Test func datesHaveGermanNames() {
    let texts = german { (0..<14).map { (now + .days(28 * $0)).clockTime(at: now + .days(2_000)) } }
    let months = Set(texts.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
    #expect(
      months == [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
      ])
    let day = now + .days(3)
    let names = ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."]
    let (near, far) = german { (day.clockTime(at: now), (now + .days(400)).clockTime(at: now)) }
    #expect(names.contains { near.hasPrefix("\($0) ") })
    #expect(near.hasSuffix(". Nov. \(near.suffix(5))"))
    #expect(far.contains(". Dez. 2027 "))
    #expect(german { day.atClockTime(at: now) } == "am \(near.dropLast(6)) um \(near.suffix(5)) Uhr")
  }
}
