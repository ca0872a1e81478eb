import Testing

@testable import Tray

@Suite struct MenuNumberingTests {
  private let entries = ["a", "b", "c"].map { MenuEntry($0, identity: $0, key: $0) }

  @Test func theSameLineKeepsItsNumber() {
    var numbering = MenuNumbering()
    let first = numbering.nodes(for: entries)
    #expect(first[0]?.children == [1, 2, 3])
    var relabelled = entries
    relabelled[1].label = "other"
    relabelled[1].isEnabled = false
    #expect(numbering.nodes(for: relabelled.reversed())[0]?.children == [3, 2, 1])
  }

  @Test func anotherKeyOrKindMakesAnotherLine() {
    var numbering = MenuNumbering()
    _ = numbering.nodes(for: entries)
    var changed = entries
    changed[0].key = "z"
    changed[1].kind = .check(true)
    changed[2].kind = .check(false)
    #expect(numbering.nodes(for: changed)[0]?.children == [4, 5, 6])
    changed[2].kind = .check(true)
    #expect(numbering.nodes(for: changed)[0]?.children == [4, 5, 6])
    #expect(numbering.goneKey(1) == "a" && numbering.goneKey(4) == nil)
  }

  @Test func linesThatShareAnIdentityAreToldApart() {
    var numbering = MenuNumbering()
    let twins = [entries[0], entries[0], entries[0]]
    #expect(numbering.nodes(for: twins)[0]?.children == [1, 2, 3])
    #expect(numbering.nodes(for: twins)[0]?.children == [1, 2, 3])
  }

  @Test func withoutNumbersLinesAreLeftOut() {
    var numbering = MenuNumbering(from: .max - 1)
    #expect(numbering.nodes(for: entries)[0]?.children == [Int32.max - 1, .max])
    #expect(numbering.isExhausted)
    #expect(numbering.nodes(for: Array(entries.reversed()))[0]?.children == [Int32.max, .max - 1])
  }

  @Test func onlyTheLastKeysGoneAreRemembered() {
    var numbering = MenuNumbering()
    for number in 0..<600 { _ = numbering.nodes(for: [MenuEntry("x", identity: "x", key: "\(number)")]) }
    #expect(numbering.goneKey(1) == nil && numbering.goneKey(599) == "598")
  }
}
