import Testing

@testable import Notifications

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("a\u{0}b", "a\u{FFFD}b"),
    ("a\u{1B}[31mb", "a\u{FFFD}[31mb"),
    ("one\r\ntwo\tthree", "one two three"),
    ("\u{202E}gpj.exe", "\u{FFFD}gpj.exe"),
    ("🔥👩‍👩‍👧‍👦 é", "🔥👩‍👩‍👧‍👦 é"),
    ("z" + String(repeating: "\u{301}", count: 400) + "y\u{301}", "z\u{301}\u{301}\u{301}\u{301}y\u{301}"),
    ("z" + String(repeating: "\u{301}\u{200D}", count: 400), "z\u{301}\u{200D}\u{301}\u{200D}"),
    ("\u{2068}אב\u{2069} at 11:58", "\u{2068}אב\u{2069} at 11:58"),
    ("\u{2068}\u{2068}a", "\u{2068}\u{FFFD}a\u{2069}"), ("a\u{2069}\u{2067}", "a\u{FFFD}\u{FFFD}"),
  ])
  func `a line holds nothing that breaks it`(text: String, safe: String) {
    #expect(text.safeLine(within: 100) == safe)
  }

  @Test func `several lines stay several lines`() {
    #expect("one\r\ntwo\tthree\n".safeLines(within: 100) == "one\ntwo\tthree\n")
  }

  @Test func `an isolated name ends with its line`() {
    #expect("\u{2068}א\nb\u{2069}".safeLines(within: 100) == "\u{2068}א\u{2069}\nb\u{FFFD}")
  }

  @Test func `a name that loses its middle stays isolated`() {
    let cut = ("\u{2068}" + String(repeating: "א", count: 400) + "\u{2069} is due").safeLine(within: 64)
    #expect(cut.utf8.count <= 64)
    let marks = cut.unicodeScalars.filter { $0 == "\u{2068}" || $0 == "\u{2069}" }
    #expect(Array(marks) == ["\u{2068}", "\u{2069}", "\u{2068}", "\u{2069}"])
    #expect(cut.contains("א\u{2069} … \u{2068}א") && cut.hasSuffix("\u{2069} is due"))
  }

  @Test(arguments: ["x", "é", "👩‍👩‍👧‍👦"])
  func `a long text keeps its start and its end within the bound`(letter: String) {
    let text = "start " + String(repeating: letter, count: 100_000) + " end"
    let cut = text.safeLine(within: TextBound.summary)
    #expect(cut.utf8.count <= TextBound.summary)
    #expect(cut.utf8.count > TextBound.summary - 60)
    #expect(cut.hasPrefix("start \(letter)") && cut.hasSuffix("\(letter) end") && cut.contains(" … "))
  }

  @Test func `one character longer than the bound leaves only the mark`() {
    let monster = "e" + String(repeating: "\u{301}", count: 10_000)
    #expect(monster.cutInTheMiddle(within: 64) == " … ")
  }

  @Test func `markup is escaped`() {
    #expect("<b>&'\"</b>".escapedForMarkup == "&lt;b&gt;&amp;&#39;&quot;&lt;/b&gt;")
  }
}
