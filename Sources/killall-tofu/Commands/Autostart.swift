import ArgumentParser
import Foundation
import ProjectStore
import Settings
import SystemPackage
import Wording

struct Autostart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start the daemon at every login, or not.",
    discussion: """
      Uses an entry of the desktop's autostart folder, which every desktop understands.

      EXAMPLE:
        killall-tofu autostart enable
        killall-tofu autostart status
      """, subcommands: [Enable.self, Disable.self, Status.self])

  struct Enable: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start the daemon at every login.",
      discussion: """
        Only of this user, from the next login on; to start it now as well: killall-tofu daemon.

        EXAMPLE:
          killall-tofu autostart enable
        """)

    func carryOut() async throws {
      let entry = try AutostartEntry.ofThisUser()
      try entry.enable()
      print("The daemon starts at every login, by \(entry.path).")
      if let engine = entry.engine {
        print(
          "It uses the engine \(engine.rawValue) for the database, as KILLALL_TOFU_STORE says now; to undo that, "
            + "unset it and run killall-tofu autostart enable again.")
      }
      print("To start it now as well: killall-tofu daemon")
    }
  }

  struct Disable: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Do not start the daemon at login.",
      discussion: """
        One that runs now goes on.

        EXAMPLE:
          killall-tofu autostart disable
        """)

    func carryOut() async throws {
      let entry = try AutostartEntry.ofThisUser()
      try entry.disable()
      print("The daemon no longer starts at login. One that runs now goes on.")
    }
  }

  struct Status: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell whether the daemon starts at login.",
      discussion: """
        EXAMPLE:
          killall-tofu autostart status
        """)

    func carryOut() async throws {
      print(try AutostartEntry.ofThisUser().state.words)
    }
  }
}
