import Testing
import Wording

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("ü", 1), ("u\u{308}", 1), ("名前", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("👍", 2), ("🇩🇪", 2), ("ＡＢ", 4), ("█░", 2), ("–…“”", 4), ("\u{200B}", 0), ("é名👍", 5), ("𠮷", 2),
  ])
  func countsColumns(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abc…fg"), ("名前名前", 7, "名…名前"), ("名前名前", 6, "名…前"),
    ("abc", 1, "a"), ("名前", 1, ""), ("abc", 0, ""),
  ])
  func losesItsMiddle(text: String, columns: Int, expected: String) {
    #expect(text.fitted(to: columns) == expected)
  }

  @Test(arguments: ["名前がとても長い", "abcdefghijkl", "👩‍💻👩‍💻👩‍💻", "e\u{301}e\u{301}e\u{301}e\u{301}", "a名b名c名"])
  func isNeverWiderThanItMayBe(text: String) {
    for columns in 0...20 {
      #expect(text.fitted(to: columns).displayWidth <= columns)
      #expect(text.cut(to: columns).displayWidth <= columns)
      #expect(text.padded(to: columns).displayWidth >= columns)
      guard columns > 1 else { continue }
      let lines = text.wrapped(to: columns)
      // One that is wider than all the room stands on a line of its own.
      #expect(lines.allSatisfy { $0.displayWidth <= columns || $0.count == 1 })
      #expect(lines.joined() == text)
    }
  }

  @Test func wrapsAtBlanks() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("incomprehensibilities".wrapped(to: 10) == ["incomprehe", "nsibilitie", "s"])
    #expect("".wrapped(to: 7) == [""])
  }
}
