import Foundation
import RealParts
import Testing

/// Consent on the command line: exactly these bytes at exactly this path, and nothing that others may write.
@Suite struct AllowTests {
  private let yaml = "timeout: 2h\nname: demo\ncommand: touch destroyed\nhooks: {before_destroy: ./dump}"

  @Test func whatIsFoundWaitsAndWhatIsAllowedIsScheduled() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(yaml)
      #expect(try await desk.killallTofu("scan", desk.project).code == 0)
      #expect(try await desk.row("status, hold_reason, consent") == "held|untrusted|unasked")
      let deadline = try await desk.row("destroy_at")
      let refused = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      #expect(refused.code == 1 && refused.errors.contains("has not been allowed yet"), "\(refused)")
      #expect(refused.errors.contains("killall-tofu allow \(desk.directory)"))

      let answer = try await desk.killallTofu("allow", desk.project)
      #expect(answer.code == 0, "\(answer)")
      for words in [
        "Allowed \(desk.directory)/.killall.yaml as it is now.", "demo (project 1) is destroyed at ",
        "  touch destroyed\n",
        "before it: ./dump", "killall-tofu extend demo 1h", "killall-tofu cancel demo",
      ] { #expect(answer.output.contains(words), "\(words) in \(answer.output)") }
      #expect(try await desk.row("status, hold_reason, consent") == "scheduled||allowed")
      #expect(try await desk.row("destroy_at") == deadline)
      #expect(!desk.made("destroyed"))
    }
  }

  @Test func itRegistersWhatWasNeverSeen() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(yaml)
      let answer = try await desk.killallTofu("allow", "\(desk.project)/.killall.yaml")
      #expect(answer.code == 0 && answer.output.contains("in 2 hours"), "\(answer)")
      #expect(try await desk.row("status, source, consent") == "scheduled|file|allowed")
      #expect(try await desk.events().first == "created")
    }
  }

  @Test func aChangeAsksAnewAndALongerTimeoutDoesNot() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(yaml)
      _ = try await desk.killallTofu("allow", desk.project)
      let deadline = try await desk.number("SELECT destroy_at FROM projects")
      try desk.writeFile(yaml.replacing("2h", with: "5h"))
      let later = try await desk.killallTofu("scan", desk.project)
      #expect(later.output.contains("later by 3 hours"), "\(later)")
      #expect(try await desk.row("status, consent") == "scheduled|allowed")
      #expect(try await desk.number("SELECT destroy_at FROM projects") == deadline + 10_800)

      try desk.writeFile(yaml.replacing("2h", with: "5h").replacing("touch", with: "touch also"))
      #expect(try await desk.killallTofu("scan", desk.project).output.contains("changed"))
      #expect(try await desk.row("status, consent") == "held|changed")
      let list = try await desk.killallTofu("list").output
      #expect(list.contains("held: untrusted, changed"), "\(list)")
      let show = try await desk.killallTofu("show", "demo").output
      #expect(
        show.contains("what it says now has not been allowed") && show.contains("killall-tofu review"),
        "\(show)")
    }
  }

  @Test func whatIsDeniedIsHeldAndMayBeAllowedAfterAll() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(yaml)
      _ = try await desk.killallTofu("allow", desk.project)
      let answer = try await desk.killallTofu("deny", desk.project)
      #expect(answer.code == 0 && answer.output.contains("Denied "), "\(answer)")
      #expect(answer.output.contains("not destroyed: you denied what its .killall.yaml says"), "\(answer)")
      #expect(try await desk.row("status, consent") == "held|denied")
      #expect(try await desk.killallTofu("scan", desk.project).output.contains("denied"))
      _ = try await desk.killallTofu("allow", desk.project)
      #expect(try await desk.row("status, consent") == "scheduled|allowed")
    }
  }

  @Test func aDeletedFileTakesItsConsentAlong() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(yaml)
      _ = try await desk.killallTofu("allow", desk.project)
      try FileManager.default.removeItem(atPath: "\(desk.project)/.killall.yaml")
      let answer = try await desk.killallTofu("deny", desk.project)
      #expect(answer.code == 0 && answer.output.contains("Took back"), "\(answer)")
      #expect(try await desk.row("status, consent") == "held|gone")
      let show = try await desk.killallTofu("show", "demo").output
      #expect(show.contains("Put the file back, then killall-tofu allow"), "\(show)")
      try desk.writeFile(yaml)
      _ = try await desk.killallTofu("scan", desk.project)
      #expect(try await desk.row("status, hold_reason") == "held|untrusted")
    }
  }

  @Test(arguments: [
    (
      "timeout: 2h\ncomand: true", mode_t(0o644),
      ".killall.yaml:3:1: unknown key “comand”; did you mean “command”?"
    ),
    ("timeout: soon\ncommand: true", 0o644, ".killall.yaml:2:"),
    ("timeout: 2h\ncommand: true", 0o664, "chmod go-w"), ("timeout: 2h\ncommand: true", 0o646, "chmod go-w"),
    ("timeout: 2h", 0o644, "holds no OpenTofu or Terraform files"),
  ])
  func whatIsWrongOrUnsafeIsRefused(yaml: String, mode: mode_t, words: String) async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(yaml, mode: mode)
      let answer = try await desk.killallTofu("allow", desk.project)
      #expect(answer.code != 0 && answer.errors.contains(words), "\(answer)")
      #expect(answer.output.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: desk.database))
      #expect(
        !FileManager.default.fileExists(atPath: "\(desk.folder)/home/.local/state/killall-tofu/consent"))
    }
  }

  @Test func whatIsNotThereIsSaidWithAWayOut() async throws {
    try await Desk.with(bus: false) { desk in
      for command in ["allow", "review"] {
        let answer = try await desk.killallTofu(command, desk.project)
        #expect(answer.code == 1 && answer.errors.contains("killall-tofu init"), "\(answer)")
        #expect(try await desk.killallTofu(command, "\(desk.folder)/nowhere").code == 1)
      }
    }
  }

  @Test func aLinkInTheFilesPlaceIsRefusedAndOneOnTheWayIsResolved() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(yaml, in: "\(desk.folder)/other")
      try FileManager.default.createSymbolicLink(
        atPath: "\(desk.project)/.killall.yaml", withDestinationPath: "\(desk.folder)/other/.killall.yaml")
      let refused = try await desk.killallTofu("allow", desk.project)
      #expect(refused.code == 1 && refused.errors.contains("symbolic link"), "\(refused)")
      try FileManager.default.createSymbolicLink(
        atPath: "\(desk.folder)/way", withDestinationPath: "\(desk.folder)/other")
      #expect(try await desk.killallTofu("allow", "\(desk.folder)/way").code == 0)
      #expect(try await desk.sqlite("SELECT path LIKE '%/other' FROM projects") == "1")
    }
  }

  @Test func aProjectRegisteredByHandGoesOnAsItIs() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("true")
      try desk.writeFile(yaml)
      #expect(try await desk.killallTofu("scan", desk.project).output.contains("by hand"))
      let answer = try await desk.killallTofu("allow", desk.project)
      #expect(answer.output.contains("was registered there by hand, and goes on as it is"), "\(answer)")
      #expect(try await desk.row("command, source, status") == "true|manual|scheduled")
    }
  }

  /// Whoever allows it sees all that it brings along, and no value of a variable.
  @Test func whatWasAllowedIsNamedInFull() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(
        """
        timeout: 2h
        command: ./down
        execution: {working_directory: infra, environment: {LD_PRELOAD: ./secret.so, B: c}}
        hooks: {before_destroy: ./check}
        """)
      let answer = try await desk.killallTofu("allow", desk.directory)
      for words in ["./down", "before it: ./check", "in: infra", "with its own: B, LD_PRELOAD"] {
        #expect(answer.output.contains(words), "\(answer.output)")
      }
      #expect(!answer.output.contains("secret.so"))
    }
  }
}
