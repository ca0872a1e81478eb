import Testing

@testable import Tray

@Suite struct ShownTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("two\nlines", "two lines"), ("🔥👩‍👩‍👧‍👦 é", "🔥👩‍👩‍👧‍👦 é"),
    ("z" + String(repeating: "\u{301}", count: 400) + "y\u{301}", "z\u{301}\u{301}\u{301}\u{301}y\u{301}"),
    ("\u{2068}אב\u{2069} at 11:58", "\u{2068}אב\u{2069} at 11:58"),
    ("\u{2068}\u{2068}a", "\u{2068}\u{FFFD}a\u{2069}"), ("a\u{2069}\u{202E}", "a\u{FFFD}\u{FFFD}"),
  ])
  func aLineIsReadFromItsStartToItsEnd(text: String, shown: String) {
    #expect(text.onOneLine(upTo: 60) == shown)
  }

  @Test func aNameThatLosesItsMiddleStaysIsolated() {
    let text = "\u{2068}" + String(repeating: "א", count: 40) + "\u{2069} is due"
    let cut = text.onOneLine(upTo: 30)
    #expect(cut.contains("א\u{2069}…\u{2068}א") && cut.hasSuffix("\u{2069} is due"))
  }

  @Test func eachLineOfAToolTipIsBalanced() {
    #expect("\u{2068}א\nb\u{2069}".toolTipLines == "\u{2068}א\u{2069}\nb\u{FFFD}")
  }
}
