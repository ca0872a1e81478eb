import ArgumentParser
import Daemon
import Deadlines
import Glibc
import Wording

/// The command line: everything a user can ask for, and the daemon itself.
struct KillallTofu: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "killall-tofu",
    abstract: "Makes sure that temporary infrastructure is never forgotten, and never destroyed by surprise.",
    discussion: """
      A project is a directory with something to tear down, a command that does it, and a deadline. A daemon warns \
      before the deadline and runs the command when it has come.

      EXAMPLE:
        killall-tofu add ~/stacks/demo --timeout 2h --command 'tofu destroy'
        killall-tofu list
        killall-tofu extend demo 1h

      PROJECT is an id, a name, or a path with a “/”; left out, it is the project of the current directory. A duration \
      is written 30s, 15m, 2h, '1 day' or 1h30m.
      """,
    version: killallTofuVersion,
    groupedSubcommands: [
      CommandGroup(
        name: "Project",
        subcommands: [
          Add.self, List.self, Show.self, Extend.self, Cancel.self, Resume.self, Destroy.self,
        ]),
      CommandGroup(
        name: "Project file", subcommands: [Init.self, Review.self, Allow.self, Deny.self, Scan.self]),
      CommandGroup(
        name: "History",
        subcommands: [History.self, Logs.self, Remove.self, Purge.self, Backup.self, Import.self]),
      CommandGroup(
        name: "Machine",
        subcommands: [
          DaemonCommand.self, Autostart.self, Doctor.self, ConfigCommand.self, Completions.self,
        ]),
    ])

  /// Carries out what the arguments say, and ends the process where that fails.
  static func begin() async {
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == CompletionRequest.mark {
      for line in CompletionRequest(arguments)?.answer ?? [] { print(line) }
      return
    }
    if let failure = Arguments.firstFlaw ?? unknownCommand(arguments) ?? strayProject(arguments) {
      tell("killall-tofu: \(failure)")
      Glibc.exit(failure.code.rawValue)
    }
    // What packagers ask of a program of this kind; the parser's own scripts would have bash expand what it completes.
    if arguments.first == "--generate-completion-script" { arguments[0] = Completions._commandName }
    await main(arguments)
  }

  /// A project named to `list`, which shows them all; nil if there is none.
  private static func strayProject(_ arguments: [String]) -> Failure? {
    guard arguments.first == List._commandName else { return nil }
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      if word == "--database" { _ = rest.popFirst() }
      guard !word.hasPrefix("-") else { continue }
      guard !word.isBlank else { return nil }
      return Failure(
        "list takes no project and shows them all; about one: killall-tofu show \(word.shellWord)", .usage)
    }
    return nil
  }

  /// What other programs call what this one has under another name.
  private static let otherWords = [
    "ls": "list", "ps": "list", "status": "list", "watch": "list --watch", "top": "list --watch",
    "rm": "remove",
    "delete": "remove", "stop": "cancel", "info": "show", "log": "logs", "version": "--version",
  ]

  /// A word in the place of a command that is none, with the nearest that is one; nil if there is no such word.
  private static func unknownCommand(_ arguments: [String]) -> Failure? {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    var command: any ParsableCommand.Type = self
    var path = _commandName
    for word in words {
      let names = command.configuration.subcommands.map { $0._commandName }
      guard !names.isEmpty, !word.hasPrefix("-") else { return nil }
      if command == self, word == "help" { return nil }
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else {
        let distances = names.map { ($0, word.lowercased().prefix(40).description.editDistance(to: $0)) }
        let nearest = distances.min { $0.1 < $1.1 }.flatMap { $0.1 <= max(1, $0.0.count / 3) ? $0.0 : nil }
        let meant = command == self ? Self.otherWords[word.lowercased()] ?? nearest : nearest
        let guess = meant.map { "did you mean \("\(path) \($0)".quoted)? All" } ?? "all"
        return Failure("there is no command \(word.quoted); \(guess) of them: \(path) --help", .usage)
      }
      command = next
      path += " \(word)"
    }
    return nil
  }
}
