import Deadlines
import Testing

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("demo", "demo", 0), ("demo", "demos", 1), ("demo", "emo", 1),
    ("demo", "dema", 1),
    ("dmeo", "demo", 1), ("edmo", "demo", 1), ("deom", "demo", 1), ("edom", "demo", 2),
    ("kitten", "sitting", 3),
    // No part is changed twice.
    ("ca", "abc", 3), ("👩‍💻e\u{301}", "e\u{301}👩‍💻", 1),
  ])
  func countsWhatMustBeChanged(one: String, other: String, distance: Int) {
    #expect(one.editDistance(to: other) == distance)
    #expect(other.editDistance(to: one) == distance)
  }
}
