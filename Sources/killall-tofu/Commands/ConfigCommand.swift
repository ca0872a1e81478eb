import ArgumentParser
import Deadlines
import Foundation
import ProjectStore
import Settings
import Wording

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check or show the settings, or tell where they are.",
    discussion: """
      Every setting has a default, so the file need not be there; killall-tofu-config(5) tells them all.

      EXAMPLE:
        killall-tofu config check
        killall-tofu config show
      """, subcommands: [Check.self, Show.self, Path.self])

  struct Check: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say whether the settings make sense; exit code 78 if not.",
      discussion: """
        What is wrong is named by line and column, with the nearest key that is known. A running daemon goes on by the \
        settings that made sense last.

        EXAMPLE:
          killall-tofu config check
        """)

    func carryOut() async throws {
      let places = try Places.ofThisUser()
      let settings = try places.readSettings()
      for path in settings.scanner.watchDirectories where FileIdentity.isAbsent(at: path) {
        tell("\(places.shown(path).quoted) in scanner.watch_dirs is not there; it is waited for")
      }
      print(
        FileIdentity.isAbsent(at: places.settings)
          ? "There is no \(places.shown(places.settings)); the defaults are in force."
          : "\(places.shown(places.settings)) makes sense.")
    }
  }

  struct Show: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every setting with the value in force; secrets are masked.",
      discussion: """
        EXAMPLE:
          killall-tofu config show
        """)

    func carryOut() async throws {
      let settings = try Places.ofThisUser().readSettings()
      print(settings.effectiveYAML, terminator: "")
    }
  }

  struct Path: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print where the settings file lies, or would lie.",
      discussion: """
        EXAMPLE:
          killall-tofu config path
        """)

    func carryOut() async throws {
      print(try Places.ofThisUser().settings)
    }
  }
}

extension Places {
  /// The settings as the file has them now.
  ///
  /// - Throws: `Failure` with the place and what is wrong there.
  fileprivate func readSettings() throws -> Settings {
    do {
      return try Settings(contentsOf: settings, home: home)
    } catch {
      throw Failure(error.description, .settings)
    }
  }
}
