import Testing
import Wording

@Suite struct TroubleTextTests {
  @Test func aFileThatFailsIsNamedWithWhatFollows() {
    let text = FileTroubleText.failing(isWriting: true, because: "no room is left on the disk of “/x”")
    #expect(text.summary == "The database cannot be written: nothing is destroyed")
    #expect(text.body.contains("\nNo room is left on the disk of “/x”.\n"))
    #expect(FileTroubleText.failing(isWriting: false, because: "x").summary.contains("cannot be read:"))
    #expect(FileTroubleText.over(isWriting: false).summary == "The database can be read again")
  }
}
