import Testing

@testable import killall_tofu

/// What Tab adds to a line of bash, so that a project's name stays text whatever it holds.
@Suite struct BashLineTests {
  @Test(
    arguments: [
      ("killall-tofu show d", "demo", "emo"), ("killall-tofu show 'a", "a b", " b"),
      ("killall-tofu show a", "a b", "\\ b"), ("killall-tofu show \"a", "a$(id)", "\\$(id)"),
      ("killall-tofu show \"a", "a!id", "\"'!'\"id"), ("killall-tofu show ", "$(id)", "\\$\\(id\\)"),
      ("killall-tofu show '$", "$(id)", "(id)"), ("killall-tofu show \\$", "$(id)", "\\(id\\)"),
      ("killall-tofu show \"\\$", "$(id)", "(id)"), ("echo $HOME; show d", "demo", "emo"),
    ])
  func whatIsAddedIsQuotedAsItWasBegun(line: String, name: String, added: String) {
    #expect(BashLine(line).continuation(to: name) == added)
  }

  // What is there already would make a command, a variable or an earlier line of what is added.
  @Test(
    arguments: [
      ("killall-tofu show \"$", "$(id)"), ("killall-tofu show $", "$HOME"), ("killall-tofu show \"`", "`id`"),
      ("killall-tofu show `", "`id`"), ("killall-tofu show !", "!rm"), ("killall-tofu show \"!", "!rm"),
      ("killall-tofu show a$", "a$(id)"), ("killall-tofu show $\"$", "$$(id)"),
    ])
  func nothingIsAddedToWhatBashExpands(line: String, name: String) {
    #expect(BashLine(line).continuation(to: name) == nil)
  }
}
