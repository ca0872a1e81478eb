import Foundation
import RealParts
import Testing

/// The help is where people learn the program, so what it says has to work as it stands.
@Suite(.timeLimit(.minutes(3))) struct HelpTests {
  private func withTree(_ body: (Desk, [CommandTree.Command]) async throws -> Void) async throws {
    try await Desk.with(bus: false) { desk in
      let tree = try await CommandTree.read(desk)
      try await body(desk, [tree.command] + tree.commands)
    }
  }

  /// The lines of the examples in a command's help, in order.
  private func examples(of command: CommandTree.Command) -> [String] {
    let lines = (command.discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("EXAMPLE") }) else { return [] }
    return lines[(start + 1)...].prefix { $0.isEmpty || $0.hasPrefix("  ") }.filter { !$0.isEmpty }
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test func everyCommandHasASentenceAndAnExample() async throws {
    try await withTree { _, commands in
      for command in commands {
        let abstract = command.abstract ?? ""
        #expect(abstract.hasSuffix(".") && !abstract.contains("\n"), "\(command.name)")
        // Beside the names of commands, on a line of 80 columns.
        if command.superCommands?.count == 1 { #expect(abstract.count <= 54, "\(command.name)") }
        let examples = examples(of: command)
        #expect(!examples.isEmpty, "\(command.name)")
        for example in examples {
          #expect(example.count <= 78, "wraps at 80 columns: \(example)")
          #expect(!example.contains("’") && !example.contains("“"), "\(example)")
        }
        for argument in command.arguments ?? [] where argument.shouldDisplay {
          #expect(!(argument.abstract ?? "").isEmpty, "\(command.name): \(argument.valueName ?? "")")
        }
      }
    }
  }

  @Test func noLineIsWiderThanATerminal() async throws {
    try await withTree { desk, commands in
      desk.set("COLUMNS", "80")
      for command in commands {
        let words = command.superCommands == nil ? [] : command.name.split(separator: " ").map(String.init)
        let help = try await desk.start([Desk.killallTofu, "help"] + words).finished()
        #expect(help.code == 0)
        #expect(help.output.split(separator: "\n").filter { $0.count > 80 } == [], "\(command.name)")
        let same = try await desk.start([Desk.killallTofu] + words + ["--help"]).finished()
        #expect(same.output == help.output, "\(command.name)")
      }
    }
  }

  /// Each block of examples is one script, so that what builds on a line before finds what that line made.
  @Test func everyExampleWorks() async throws {
    try await withTree { _, commands in
      for command in commands {
        let lines = examples(of: command).filter { !isInteractive($0) }
        guard !lines.isEmpty else { continue }
        try await Desk.with(bus: false) { desk in
          let programs = URL(filePath: Desk.killallTofu).deletingLastPathComponent().path(
            percentEncoded: false)
          desk.set("PATH", "\(programs):\(desk.environment["PATH"] ?? "")")
          let script = """
            set -e
            umask 022
            mkdir -p ~/stacks/demo ~/downloads/example
            cd ~/stacks/demo
            \(preparation(for: command))
            echo BEGIN >&2
            \(lines.joined(separator: "\n"))
            """
          let answer = try await desk.run("bash", "-c", script)
          // Where something is an error it says so, and on this desk something is.
          let isGood = answer.code == 0 || (command.commandName == "doctor" && answer.code == 1)
          #expect(isGood && answer.errors.contains("BEGIN"), "\(command.name): \(answer)")
        }
      }
    }
  }

  /// What goes on until somebody ends it, wants a terminal, or is for another shell; the tests of those run it.
  private func isInteractive(_ line: String) -> Bool {
    line == "killall-tofu daemon" || line == "killall-tofu destroy demo" || line.contains("--watch")
      || line.contains("completions zsh") || line.contains("completions fish")
  }

  private func preparation(for command: CommandTree.Command) -> String {
    let register = "killall-tofu add . --timeout 2h --name demo --command true"
    let file = "printf 'version: 1\\ntimeout: 2h\\ncommand: \"true\"\\n' >"
    switch command.name {
    case "", "killall-tofu", "add", "init": return ""
    case "resume", "purge", "remove": return "\(register); killall-tofu cancel demo"
    case "logs": return "\(register); killall-tofu destroy demo --yes-destroy demo"
    case "review", "allow", "scan": return "\(file).killall.yaml"
    case "deny": return "\(file)$HOME/downloads/example/.killall.yaml"
    case "import": return "mkdir ~/.killall; touch ~/.killall/ignore"
    default: return register
    }
  }

  @Test func theTopLeadsOn() async throws {
    try await Desk.with(bus: false) { desk in
      let bare = try await desk.killallTofu()
      #expect(bare.code == 0)
      for word in ["USAGE", "EXAMPLE", "PROJECT SUBCOMMANDS", "killall-tofu help"] {
        #expect(bare.output.contains(word), "\(word)")
      }
      let help = try await desk.killallTofu("--help")
      #expect(help.output == bare.output)
    }
  }

  @Test(arguments: [
    (["lst"], "did you mean “killall-tofu list”?"),
    (["help", "extnd"], "did you mean “killall-tofu extend”?"),
    (["autostart", "enabel"], "did you mean “killall-tofu autostart enable”?"),
    (["LIST"], "did you mean “killall-tofu list”?"),
    (["xyzzy", "--json"], "there is no command “xyzzy”; all of them"),
    (["con\u{1B}[31mfig"], "there is no command “con\u{FFFD}[31mfig”"),
  ])
  func aCommandThatIsNoneIsNamedWithTheNearest(arguments: [String], words: String) async throws {
    try await Desk.with(bus: false) { desk in
      let answer = try await desk.start([Desk.killallTofu] + arguments).finished()
      #expect(answer.code == 64)
      #expect(answer.errors.contains(words), "\(answer.errors)")
      #expect(answer.output.isEmpty)
    }
  }
}
