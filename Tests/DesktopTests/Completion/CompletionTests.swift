import Foundation
import RealParts
import Testing

/// What the three shells make of Tab, each on a real terminal.
@Suite(.timeLimit(.minutes(5))) struct CompletionTests {
  private func withProjects(
    _ shell: Shell, _ names: [String], _ body: (Desk) async throws -> Void
  ) async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.prepare(shell)
      for (place, name) in names.enumerated() {
        let folder = "\(desk.folder)/stacks/\(place)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let answer = try await desk.killallTofu(
          "add", folder, "--timeout", "1h", "--name=\(name)", "--command", "true")
        try #require(answer.code == 0, "\(answer)")
      }
      try await body(desk)
    }
  }

  @Test(arguments: Shell.allCases)
  func commandsOptionsAndValues(shell: Shell) async throws {
    try await withProjects(shell, ["demo"]) { desk in
      let lines = [
        ("killall-tofu exte\t", "killall-tofu extend "),
        ("killall-tofu autostart en\t", "killall-tofu autostart enable "),
        ("killall-tofu autostart enable --un\t", "killall-tofu autostart enable --unit "),
        ("killall-tofu autostart enable --en\t", "killall-tofu autostart enable --entry "),
        ("killall-tofu help exte\t", "killall-tofu help extend "),
        ("killall-tofu list --js\t", "killall-tofu list --json "),
        ("killall-tofu extend de\t", "killall-tofu extend demo "),
        ("killall-tofu extend --database '' de\t", "killall-tofu extend --database '' demo "),
        ("killall-tofu extend demo 15\t", "killall-tofu extend demo 15m "),
        ("killall-tofu add . --timeout 15\t", "killall-tofu add . --timeout 15m "),
        ("killall-tofu add . --timeout=15\t", "killall-tofu add . --timeout=15m "),
        ("killall-tofu completions fi\t", "killall-tofu completions fish "),
        // Nothing is made up where there is nothing to offer, and nothing stands for a user who types the name.
        ("killall-tofu destroy demo --yes-destroy de\t", "killall-tofu destroy demo --yes-destroy de"),
        ("killall-tofu list de\t", "killall-tofu list de"),
        // The digit stands in its path, which is no name of it.
        ("killall-tofu cancel 0\t", "killall-tofu cancel 0"),
        ("killall-tofu nonsense de\t", "killall-tofu nonsense de"),
      ]
      for (typed, expected) in lines {
        let line = try await desk.line(shell, typed: typed)
        #expect(line == expected)
      }
    }
  }

  @Test(arguments: Shell.allCases)
  func filesAndDirectories(shell: Shell) async throws {
    try await withProjects(shell, []) { desk in
      try FileManager.default.createDirectory(
        atPath: "\(desk.folder)/my stacks", withIntermediateDirectories: false)
      try Data().write(to: URL(filePath: "\(desk.folder)/mydata.db"))
      let lines = [
        ("killall-tofu list --database myd\t", "mydata.db "),
        ("killall-tofu list --database=myd\t", "=mydata.db "),
        ("killall-tofu add my\t", "my\\ stacks/"),
        // A path also where a project is asked for.
        ("killall-tofu show ./my\t", "./my\\ stacks/"),
      ]
      for (typed, end) in lines {
        let line = try await desk.line(shell, typed: typed)
        #expect(line.hasSuffix(end), "\(typed): \(line)")
      }
    }
  }

  /// The name that is completed is the name that is run.
  @Test(arguments: Shell.allCases)
  func whateverANameHoldsItIsCompletedWholeAndNeverRun(shell: Shell) async throws {
    try await withProjects(shell, ["first", "zz"]) { desk in
      for name in hostileNames {
        let literal = name.replacing("'", with: "''")
        try await desk.sqlite("UPDATE projects SET name = '\(literal)' WHERE id = 1")
        // As far as it can be typed without quotes; where no line can hold the name, its number stands for it.
        let prefix = name.prefix { $0.isLetter && $0.isASCII }
        var output = ""
        for typed in [String(prefix), "1"] where !output.contains("\"id\" : 1,") {
          output = try await desk.run(shell, typed: "killall-tofu show --json \(typed)\t")
        }
        #expect(output.contains("\"id\" : 1,"), "\(name.debugDescription): \(output)")
      }
      let all = try FileManager.default.subpathsOfDirectory(atPath: desk.folder)
      #expect(all.filter { $0.hasSuffix("pwned") } == [])
    }
  }

  @Test(arguments: Shell.allCases)
  func aQuoteThatWasBegunIsKept(shell: Shell) async throws {
    try await withProjects(shell, ["my web's shop", "bystander"]) { desk in
      for begun in ["\"my w", "'my w", "my\\ w", "my\\ web\\'"] {
        let output = try await desk.run(shell, typed: "killall-tofu show --json \(begun)\t")
        #expect(output.contains("\"id\" : 1,"), "\(begun): \(output)")
      }
    }
  }

  /// What two names share is completed, and the rest on the next Tab.
  @Test(arguments: [Shell.bash, .zsh])
  func whatNamesShareIsCompletedFirst(shell: Shell) async throws {
    try await withProjects(shell, ["my shop", "my web"]) { desk in
      let output = try await desk.run(shell, typed: "killall-tofu show --json m\tw\t")
      #expect(output.contains("\"id\" : 2,"), "\(output)")
    }
  }
}

/// Names that a shell would take for something else, or that a line cannot hold.
private let hostileNames = [
  "my web shop", "it's", "say \"hi\"", "a$(touch pwned)", "b`touch pwned`", "c;touch pwned", "d\\e",
  "f|touch pwned",
  "g&touch pwned", "h*?[x]", "i{1,2}", "j~k", "l#m", "n!o", "p:q", "r=s", "t@u", "$(touch pwned)",
  "`touch pwned`",
  "größe", "日本語", "👩‍💻 tofu", "two\nlines", "tab\there", "esc\u{1B}[31m", "--help", "-h", "7", "a/b", "..",
  "(x)",
  "v<w>x", "^y", "%z", "\u{202E}evil", "_Y$HOME", "e\u{301}", "'", "\"", "\\",
]
