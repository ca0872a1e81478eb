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
  ])
  func `a line holds nothing that breaks it`(text: String, safe: String) {
    #expect(text.safeLine(within: 100) == safe)
  }

  @Test func `several lines stay several lines`() {
    #expect("one\r\ntwo\tthree\n".safeLines(within: 100) == "one\ntwo\tthree\n")
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
