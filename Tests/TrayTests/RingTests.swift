import Testing
import Tray

@Suite struct RingTests {
  @Test func looksHaveNamesOfTheirOwn() {
    #expect(Set(Ring.looks.map(\.iconName)).count == Ring.looks.count)
    #expect(
      Ring(filled: 7, colour: .green).iconName == "io.github.killallgit.KillallTofu-ring-green-07")
    #expect(
      Ring(filled: 99, colour: .red, badge: .paused).iconName
        == "io.github.killallgit.KillallTofu-ring-red-12-paused")
  }
}
