import ArgumentParser
import Daemon
import Glibc

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

      PROJECT is an id, a name, or a path with a “/”; left out, it is the project of the current directory.
      """,
    version: killallTofuVersion,
    subcommands: [
      Init.self, Add.self, List.self, Show.self, Extend.self, Cancel.self, Resume.self, Destroy.self,
      Review.self, Allow.self, Deny.self, Scan.self, Logs.self, History.self, Import.self, Remove.self,
      Purge.self,
      Backup.self, Autostart.self, ConfigCommand.self, Doctor.self, DaemonCommand.self,
    ])

  /// Carries out what the arguments say, and ends the process where that fails.
  static func begin() async {
    if let failure = Arguments.firstFlaw {
      tell("killall-tofu: \(failure)")
      Glibc.exit(failure.code.rawValue)
    }
    await main(CommandLine.arguments.dropFirst().map { $0 })
  }
}
