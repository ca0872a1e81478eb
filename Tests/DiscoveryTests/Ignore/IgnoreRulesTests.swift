import Discovery
import Testing

@Suite struct IgnoreRulesTests {
  // What gitignore(5) says, by its own examples and others; a path that ends with a slash is a directory.
  @Test(
    arguments: [
      ("bin", "bin", true), ("bin", "combine", false), ("bin", "a/bin/b", true), ("/bin", "a/bin", false),
      ("hello.*", "a/hello.c", true), ("/hello.*", "a/hello.c", false), ("foo/", "foo/", true),
      ("foo/", "foo", false), ("doc/frotz/", "doc/frotz/", true), ("doc/frotz/", "a/doc/frotz/", false),
      ("frotz/", "a/frotz/", true), ("foo/*", "foo/test.json", true), ("foo/*", "foo/bar/hello.c", true),
      ("**/foo", "foo", true), ("**/foo", "a/b/foo", true), ("**/foo/bar", "a/foo/bar", true),
      ("abc/**", "abc/x/y", true), ("abc/**", "abc/", false), ("a/**/b", "a/b", true),
      ("a/**/b", "a/x/y/b", true), ("\\#a", "#a", true), ("#a", "#a", false), ("\\!a", "!a", true),
      ("a\\ ", "a ", true), ("a ", "a", true), ("a ", "a ", false), ("a\r", "a", true), ("a\t", "a", false),
      ("a\n!a", "a", false), ("!a\na", "a", true), ("a/\n!a/b", "a/b", true), ("a/*\n!a/b", "a/b", false),
      ("*.log\n!important.log", "x/important.log", false), ("", "a", false), ("/", "a/", false),
    ])
  func followsTheManual(rules: String, path: String, isIgnored: Bool) {
    let isDirectory = path.hasSuffix("/")
    let path = isDirectory ? path.dropLast() : path[...]
    #expect(IgnoreRules(text: rules).ignores(path, isDirectory: isDirectory) == isIgnored)
  }

  @Test(arguments: [".git", "a/.git", ".terraform", "a/node_modules/b/c"])
  func neverEntersWhatToolsFill(path: String) {
    #expect(
      IgnoreRules(patterns: ["!*", "!.git/", "!node_modules", "!.terraform"]).ignores(path, isDirectory: true)
    )
    #expect(!IgnoreRules().ignores(".git", isDirectory: false))
    #expect(!IgnoreRules().ignores("node_modules_old", isDirectory: true))
  }

  @Test func theLastOfTwoFilesDecides() {
    let keep = IgnoreRules(patterns: ["!a"])
    let drop = IgnoreRules(patterns: ["a"])
    #expect((keep + drop).ignores("a", isDirectory: false))
    #expect(!(drop + keep).ignores("a", isDirectory: false))
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstRule() {
    #expect(IgnoreRules(text: "\u{FEFF}a").ignores("a", isDirectory: false))
  }

  @Test func bytesThatAreNoTextAreRulesAsWell() {
    #expect(IgnoreRules(bytes: [0xFF, 0x2A]).ignores([0xFF, 0xFE], isDirectory: false))
  }

  // With a matcher that tries every way, any of these would take longer than the universe has been there.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "a*", count: 400) + "b", String(repeating: "**/a*", count: 400) + "/b",
      String(repeating: "*a", count: 400) + "/**/b", String(repeating: "[a-z]*", count: 400) + "[!a]",
      "**/" + String(repeating: "*?", count: 400) + "b",
    ])
  func noPatternTakesForEver(pattern: String) {
    let rules = IgnoreRules(patterns: [pattern])
    #expect(!rules.ignores(String(repeating: "a", count: 4_000), isDirectory: false))
    #expect(!rules.ignores(String(repeating: "a/", count: 200) + "c", isDirectory: false))
  }
}
