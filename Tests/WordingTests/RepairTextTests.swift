import Testing
import Wording

@Suite struct RepairTextTests {
  @Test func theLineEmptiesTheCell() {
    #expect(
      RepairText.line(forFileAt: "/a/b.db", table: "projects", column: "destroy_at", row: 12, empties: true)
        == "sqlite3 -cmd '.timeout 5000' /a/b.db \"UPDATE projects SET destroy_at = NULL WHERE id = 12\"")
  }

  @Test func whatMustNotBeEmptyIsLeftToTheUser() {
    let line = RepairText.line(forFileAt: "/a", table: "projects", column: "name", row: 1, empties: false)
    #expect(line.hasSuffix("\"UPDATE projects SET name = NEW_VALUE WHERE id = 1\""))
  }

  @Test(arguments: [
    ("/srv/a.db", "/srv/a.db"), ("/my files/a.db", "'/my files/a.db'"), ("it's $HOME", "'it'\\''s $HOME'"),
    ("", "''"), ("~/a", "'~/a'"),
  ])
  func aPathIsOneWordOfTheShell(path: String, word: String) {
    #expect(path.shellWord == word)
  }
}
