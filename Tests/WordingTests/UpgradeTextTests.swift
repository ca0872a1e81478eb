import Testing
import Wording

@Suite("What is said about a file of another version")
struct UpgradeTextTests {
  @Test("names the file, both versions and the copy")
  func done() {
    #expect(
      UpgradeText.done("/a/k.db", from: 7, to: 9, copy: "/a/k.db.backup-7")
        == "“/a/k.db” was brought from schema 7 to 9; a copy as it was lies at “/a/k.db.backup-7”")
    #expect(
      UpgradeText.done("/a/k.db", from: 7, to: 9, copy: nil) == "“/a/k.db” was brought from schema 7 to 9")
  }

  @Test("offers the copy only where there is one, as a line for a shell")
  func newer() {
    let update = UpgradeText.newer("/a/k.db", found: 10, known: 9, copy: nil)
    #expect(
      update
        == "“/a/k.db” was written by a newer version of Killall-Tofu (schema 10, this program knows 9); update this program"
    )
    let back = UpgradeText.newer("/a b/k.db", found: 10, known: 9, copy: "/a b/k.db.backup-9")
    #expect(
      back.hasSuffix(
        ": ln '/a b/k.db' '/a b/k.db.newer' && cp '/a b/k.db.backup-9' '/a b/k.db.new' && mv '/a b/k.db.new' '/a b/k.db'"
      ))
  }

  @Test(
    "names the file, the copy and a way out where none can be made",
    arguments: [
      UpgradeText.noRoomForCopy(of: "/a/k.db", at: "/a/c"),
      UpgradeText.noPlaceForCopy(of: "/a/k.db", at: "/a/c"),
      UpgradeText.noCopy(of: "/a/k.db", at: "/a/c", "Input/output\nerror"),
    ])
  func noCopy(text: String) {
    #expect(text.contains("“/a/k.db”") && text.contains("“/a/c”") && text.contains("was left so"))
    #expect(text.contains("; ") && !text.contains("\n"))
  }
}
