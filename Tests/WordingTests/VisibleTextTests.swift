import Testing
import Wording

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("a\nb\n", ["a", "b"]), ("a\n\nb", ["a", "", "b"]), ("", []), ("a\r\nb", ["a␍", "b"]),
    ("a\u{1B}[2Jb", ["a␛[2Jb"]), ("a\tb\u{0}\u{7F}", ["a␉b␀␡"]), ("a\u{202E}b", ["a<U+202E>b"]),
    ("a\u{A0}b\u{200B}\u{3164}", ["a<U+00A0>b<U+200B><U+3164>"]), ("größe ✓ 漢", ["größe ✓ 漢"]),
  ])
  func nothingIsHiddenAndNothingIsObeyed(text: String, lines: [String]) {
    #expect(VisibleText(Array(text.utf8)).lines == lines)
  }

  /// To YAML the comment is over there, and what follows is a key.
  @Test(arguments: ["\r", "\u{85}", "\u{2028}", "\u{2029}"])
  func aCommentEndsWhereItDoesForYAML(end: String) {
    let lines = VisibleText(Array("# harmless\(end)command: reboot\n".utf8)).lines
    #expect(lines.count == 2 && lines[1] == "command: reboot")
    #expect(lines[0].hasPrefix("# harmless") && lines[0] != "# harmless")
  }

  @Test func linesAreNumberedAndNoneCanPassForAnother() {
    let text = VisibleText(Array(("x".padded(to: 20) + "  2 | command: true\ny\n").utf8))
    #expect(
      text.numbered(columns: 26) == [
        "  1 | x                   ", "    ┆   2 | command: true", "  2 | y",
      ])
    #expect(VisibleText([0xFF, 0x0A]).numbered(columns: 80) == ["  1 | \u{FFFD}"])
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: width - count) }
}
