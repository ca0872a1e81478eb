import Testing
import Wording

@Suite struct TroubleTextTests {
  @Test func aFileThatFailsIsNamedWithWhatFollows() {
    let text = FileTroubleText.failing(.writing, because: "no room is left on the disk of “/x”")
    #expect(text.summary == "The database cannot be written: nothing is destroyed")
    #expect(text.body.contains("\nNo room is left on the disk of “/x”.\n"))
    #expect(FileTroubleText.failing(.reading, because: "x").summary.contains("cannot be read:"))
    #expect(FileTroubleText.over(.reading).summary == "The database can be read again")
  }

  @Test func damagedRowsAreNamedAndCounted() {
    let line = DamageText.line(
      row: 7, path: "/home/ana/demo\u{1B}", column: "status", value: "destroyed", home: "/home/ana")
    #expect(line == "Row 7 (~/demo\u{FFFD}): status holds “destroyed”")
    #expect(
      DamageText.line(row: nil, path: nil, column: "id", value: "x", home: nil) == "Row ?: id holds “x”")
    let one = DamageText.text(of: [line])
    #expect(one.summary == "A project cannot be read: it is not destroyed")
    #expect(one.body == "\(line)\nUntil that is mended, no warnings come either. How: killall-tofu doctor")
    let many = DamageText.text(of: Array(repeating: line, count: 11))
    #expect(many.summary == "11 projects cannot be read: they are not destroyed")
    #expect(many.body.contains("\nand 3 more\nUntil that is mended"))
    #expect(!DamageText.text(of: Array(repeating: line, count: 8)).body.contains("more"))
  }
}
