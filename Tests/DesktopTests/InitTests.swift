import Foundation
import RealParts
import Testing

/// `init`: it writes only what it has proven, overwrites nothing, and ends by saying what will happen.
@Suite struct InitTests {
  private func isThere(_ desk: Desk) -> Bool {
    FileManager.default.fileExists(atPath: "\(desk.project)/.killall.yaml")
  }

  /// What holds a `/` is looked for as a path ever after.
  @Test(arguments: ["init", "add"]) func aNameHoldsNoSlash(command: String) async throws {
    try await Desk.with(bus: false) { desk in
      var words = [command, "--timeout", "1h", "--name", "a/b", "--command", "true"]
      if command == "add" { words.insert(desk.project, at: 1) }
      let answer = try await desk.start([Desk.killallTofu] + words).finished()
      #expect(answer.code == 64 && answer.errors.contains("the name “a/b” holds a “/”"), "\(answer)")
    }
  }

  @Test func itWritesAllowsAndRegistersAndSaysWhatFollows() async throws {
    try await Desk.with(bus: false) { desk in
      desk.set("AWS_ACCESS_KEY_ID", "AKIA")
      let answer = try await desk.run(
        "sh", "-c",
        "umask 077; exec \(Desk.killallTofu) init --command 'touch destroyed' --name demo \(desk.project)")
      #expect(answer.code == 0, "\(answer)")
      for words in [
        "Wrote ", "and allowed it", "demo (project 1) is destroyed at ",
        "in 2 hours, by:\n  touch destroyed\n",
        "killall-tofu extend demo 1h", "killall-tofu cancel demo",
      ] { #expect(answer.output.contains(words), "\(words) in \(answer.output)") }
      #expect(answer.errors.contains("No daemon serves this database"))
      #expect(desk.mode("\(desk.project)/.killall.yaml") == 0o644)
      let consents = "\(desk.folder)/home/.local/state/killall-tofu/consent"
      #expect(desk.mode(consents) == 0o700)
      for name in try FileManager.default.contentsOfDirectory(atPath: consents) {
        #expect(desk.mode("\(consents)/\(name)") == 0o600)
      }
      #expect(
        try await desk.row("name, timeout, command, status, hold_reason, source, consent")
          == "demo|2h|touch destroyed|scheduled||file|allowed")
      #expect(try await desk.killallTofu("scan", desk.project).code == 0)
      #expect(try await desk.row("status, consent") == "scheduled|allowed")
      let seen = try await desk.sqlite("SELECT seen_environment FROM projects")
      #expect(seen.contains("AWS_ACCESS_KEY_ID") && !seen.contains("AKIA"), "\(seen)")
    }
  }

  @Test(arguments: [
    (["--timeout", "soon", "--command", "true"], Int32(64), "“soon”"),
    (["--timeout", "0s", "--command", "true"], 64, "between 1 second and 365 days"),
    (["--timeout", "2h"], 64, "--command"), (["--command", " "], 64, "the command is empty"),
    (["--command", "true", "--name", " "], 64, "the name is empty"),
    (["--timeout", "3 days", "--command", "true"], 1, "limits.maximum_lifetime"),
  ])
  func nothingIsWrittenBeforeItIsKnownToBeRight(arguments: [String], code: Int32, words: String) async throws
  {
    try await Desk.with(bus: false) { desk in
      try desk.settings("limits: {maximum_lifetime: 1 day}")
      let answer = try await desk.start([Desk.killallTofu, "init", desk.project] + arguments).finished()
      #expect(answer.code == code && answer.errors.contains(words), "\(answer)")
      #expect(answer.output.isEmpty && !isThere(desk))
    }
  }

  @Test func whatIsThereIsNeverOverwritten() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile("timeout: 1h")
      let before = try Data(contentsOf: URL(filePath: "\(desk.project)/.killall.yaml"))
      let answer = try await desk.killallTofu("init", desk.project, "--command", "true")
      #expect(answer.code == 1 && answer.errors.contains("killall-tofu review"), "\(answer)")
      #expect(try Data(contentsOf: URL(filePath: "\(desk.project)/.killall.yaml")) == before)
      try FileManager.default.removeItem(atPath: "\(desk.project)/.killall.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: "\(desk.project)/.killall.yaml", withDestinationPath: "\(desk.folder)/elsewhere")
      #expect(try await desk.killallTofu("init", desk.project, "--command", "true").code == 1)
      #expect(!FileManager.default.fileExists(atPath: "\(desk.folder)/elsewhere"))
    }
  }

  @Test func anActiveProjectIsLeftAloneAndOneThatIsOverStartsAnew() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("true")
      let refused = try await desk.killallTofu("init", desk.project, "--command", "false")
      #expect(refused.code == 1 && refused.errors.contains("killall-tofu extend 1 1h"), "\(refused)")
      #expect(!isThere(desk))
      _ = try await desk.killallTofu("cancel", "1")
      let answer = try await desk.killallTofu("init", desk.project, "--command", "touch x", "--timeout", "3h")
      #expect(answer.code == 0, "\(answer)")
      #expect(
        try await desk.row("id, timeout, command, status, source, consent")
          == "1|3h|touch x|scheduled|file|allowed")
      #expect(try await desk.events().first == "created")
    }
  }

  @Test func aDirectoryThatOthersMayWriteIsRefused() async throws {
    try await Desk.with(bus: false) { desk in
      try #require(chmod(desk.project, 0o775) == 0)
      let answer = try await desk.killallTofu("init", desk.project, "--command", "true")
      #expect(answer.code == 1 && answer.errors.contains("chmod go-w"), "\(answer)")
      #expect(!isThere(desk))
    }
  }

  /// What reads back otherwise than it was meant would be another command.
  @Test(arguments: [
    "echo \"$(id)\" '#' > 'it''s'", "a: b # c", "- x", "{a: b}", "true", "12", "*a &b !c %d @e `f`", "  x  ",
    "x\\n\\",
    "line one\nline two\n", "größe ✓",
  ])
  func whateverCharactersTheyHoldCommandAndNameAreKept(text: String) async throws {
    try await Desk.with(bus: false) { desk in
      let name = text.replacing("\n", with: " ")
      let answer = try await desk.killallTofu("init", desk.project, "--command=\(text)", "--name=\(name)")
      #expect(answer.code == 0, "\(answer)")
      #expect(try await desk.row("hex(command)").lowercased() == hex(text))
      #expect(try await desk.row("hex(name)").lowercased() == hex(name))
    }
  }

  private func hex(_ text: String) -> String {
    text.utf8.map { String($0, radix: 16).count == 1 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
      .joined()
  }
}
