import ArgumentParser
import Daemon
import Foundation
import ProjectStore
import Settings
import Wording

struct Autostart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start the daemon at every login, or not.",
    discussion: """
      By the systemd unit where that is installed and the desktop starts it, else by an entry of the desktop's autostart \
      folder.

      EXAMPLE:
        killall-tofu autostart enable
        killall-tofu autostart status
      """, subcommands: [Enable.self, Disable.self, Status.self])

  struct Enable: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start the daemon at every login.",
      discussion: """
        Only of this user, from the next login on; to start it now as well: killall-tofu daemon. It says what starts it \
        and why that; whatever else would start it is switched off.

        EXAMPLE:
          killall-tofu autostart enable
        """)

    @Flag(name: .customLong("unit"), help: "By the systemd unit, or not at all.")
    var wantsUnit = false

    @Flag(name: .customLong("entry"), help: "By an entry of the desktop's autostart folder.")
    var wantsEntry = false

    func validate() throws {
      if wantsUnit, wantsEntry { throw ValidationError("--unit and --entry exclude each other") }
    }

    func carryOut() async throws {
      let login = try Login()
      let start = login.start
      let wanted: AutostartChoice.Way? = wantsUnit ? .unit : wantsEntry ? .entry : nil
      let systemd = await login.unit.look(start)
      var choice = try AutostartChoice(systemd, hasEngine: login.entry.engine != nil, wanted: wanted)
      if choice.way == .unit {
        do throws(Failure) {
          try await login.unit.enable(start)
        } catch {
          guard wanted == nil else { throw error }
          choice = AutostartChoice(entryAfter: error)
        }
      }
      switch choice.way {
      case .unit:
        try login.entry.giveWay(to: start)
        print("The daemon starts at every login, by the systemd unit \(LoginStart.unitName), \(choice.why).")
        print("To start it now as well: systemctl --user start \(LoginStart.unitName)")
      case .entry:
        try login.entry.enable()
        try await login.unit.disable(start)
        print("The daemon starts at every login, by \(login.entry.path), \(choice.why).")
        if let engine = login.entry.engine {
          print(
            "It uses the engine \(engine.rawValue) for the database, as KILLALL_TOFU_STORE says now; to undo that, "
              + "unset it and run killall-tofu autostart enable again.")
        }
        if let compositor = start.compositor {
          print(
            "But \(compositor.name) reads no such entries. Add this line to \(compositor.file): "
              + compositor.line(program: login.unit.program))
        }
        print("To start it now as well: killall-tofu daemon")
      }
    }
  }

  struct Disable: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Do not start the daemon at login.",
      discussion: """
        Neither by an entry nor by the systemd unit, also where the whole machine has it. One that runs now goes on.

        EXAMPLE:
          killall-tofu autostart disable
        """)

    func carryOut() async throws {
      let login = try Login()
      try login.entry.disable()
      try await login.unit.disable(login.start)
      print("The daemon no longer starts at login. One that runs now goes on.")
    }
  }

  struct Status: UserCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell whether the daemon starts at login, and by what.",
      discussion: """
        EXAMPLE:
          killall-tofu autostart status
        """)

    func carryOut() async throws {
      let login = try Login()
      let start = await login.start.askingSystemd(login.unit.systemctl)
      let finding = Finding.autostart(start.state)
      print(start.state.words)
      for remark in await login.remarks(start) { print(remark) }
      if finding.level != .ok, let remedy = finding.remedy { print("To start it at login: \(remedy)") }
    }
  }
}
