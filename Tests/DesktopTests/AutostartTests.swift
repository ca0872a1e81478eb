import Foundation
import RealParts
import Testing

@Suite(.timeLimit(.minutes(1))) struct AutostartTests {
  private let name = "io.github.killallgit.KillallTofu-autostart.desktop"

  @Test func enableStatusDisable() async throws {
    try await Desk.with(bus: false) { desk in
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      #expect(try await desk.killallTofu("autostart", "status").output.hasPrefix("disabled"))
      #expect(try await desk.killallTofu("autostart", "enable").code == 0)
      #expect(try await desk.killallTofu("autostart", "status").output == "enabled, by \(entry)\n")
      let text = try String(contentsOfFile: entry, encoding: .utf8)
      #expect(text.contains("Exec=\(execWord) daemon\n"))
      #expect(try await desk.killallTofu("autostart", "disable").code == 0)
      #expect(!FileManager.default.fileExists(atPath: entry))
      #expect(try await desk.killallTofu("autostart", "disable").code == 0)
    }
  }

  /// Only a file or link of that name is ours to remove, never what a folder of that name holds.
  @Test func aFolderInItsPlaceIsLeftAlone() async throws {
    try await Desk.with(bus: false) { desk in
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      try FileManager.default.createDirectory(atPath: entry, withIntermediateDirectories: true)
      try "precious".write(toFile: "\(entry)/file", atomically: true, encoding: .utf8)
      for command in ["disable", "enable"] {
        let answer = try await desk.killallTofu("autostart", command)
        #expect(answer.code == 1 && answer.errors.contains("Is a directory"), "\(answer.errors)")
      }
      #expect(try String(contentsOfFile: "\(entry)/file", encoding: .utf8) == "precious")
    }
  }

  /// A login knows nothing of the variable, so without it a rollback to the other engine would end there.
  @Test func theChosenEngineIsKept() async throws {
    try await Desk.with(bus: false) { desk in
      desk.set("KILLALL_TOFU_STORE", "raw")
      let enabled = try await desk.killallTofu("autostart", "enable")
      #expect(enabled.output.contains("the engine raw"))
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      let text = try String(contentsOfFile: entry, encoding: .utf8)
      #expect(text.contains("\nExec=env KILLALL_TOFU_STORE=raw \(execWord) daemon\n"), "\(text)")
      desk.set("KILLALL_TOFU_STORE", nil)
      _ = try await desk.killallTofu("autostart", "enable")
      #expect(try !String(contentsOfFile: entry, encoding: .utf8).contains("KILLALL_TOFU_STORE"))
    }
  }

  /// An entry of the whole system cannot be removed by a user; one of his own hides it.
  @Test func aSystemEntryIsHidden() async throws {
    try await Desk.with(bus: false) { desk in
      let folder = "\(desk.folder)/etc/autostart"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "[Desktop Entry]\nType=Application\nExec=\(execWord) daemon\n".write(
        toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
      #expect(try await desk.killallTofu("autostart", "status").output == "enabled, by \(folder)/\(name)\n")
      _ = try await desk.killallTofu("autostart", "disable")
      #expect(
        try await desk.killallTofu("autostart", "status").output.hasPrefix("disabled, by \(desk.folder)/home")
      )
      _ = try await desk.killallTofu("autostart", "enable")
      #expect(
        try await desk.killallTofu("autostart", "status").output.hasPrefix("enabled, by \(desk.folder)/home"))
    }
  }

  @Test func theEntryIsTheOneInTheRepository() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu("autostart", "enable")
      let written = try String(
        contentsOfFile: "\(desk.folder)/home/.config/autostart/\(name)", encoding: .utf8)
      let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../desktop/\(name)")
      let expected =
        try String(contentsOf: shipped, encoding: .utf8)
        .replacing("Exec=killall-tofu daemon", with: "Exec=\(execWord) daemon")
        .replacing("TryExec=killall-tofu\n", with: "")
        // That of the whole machine comes with a unit that is enabled for all users.
        .split(separator: "\n").filter { !$0.contains("ystemd") }.joined(separator: "\n") + "\n"
      #expect(written == expected)
    }
  }

  /// Each starts it alone, whichever is chosen last; systemctl is played by a script that makes and removes the links.
  @Test func oneWayTakesTheOtherAway() async throws {
    try await Desk.with(bus: false) { desk in
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      try await desk.playSystemd()
      // None of it is meant for systemctl.
      desk.set("NOTIFY_SOCKET", "@nobody")
      let unit = try await desk.killallTofu("autostart", "enable")
      #expect(unit.output.contains("by the systemd unit killall-tofu.service, which systemd starts with the"))
      #expect(FileManager.default.fileExists(atPath: desk.unitLink))
      #expect(!FileManager.default.fileExists(atPath: entry))
      #expect(try await desk.killallTofu("autostart", "status").output == "enabled, by \(desk.unitLink)\n")
      let chosen = try await desk.killallTofu("autostart", "enable", "--entry")
      #expect(chosen.output.contains("by \(entry), as you wish"), "\(chosen)")
      #expect(!FileManager.default.fileExists(atPath: desk.unitLink))
      #expect(try await desk.killallTofu("autostart", "status").output == "enabled, by \(entry)\n")
      #expect(try await desk.killallTofu("autostart", "enable", "--unit").code == 0)
      #expect(!FileManager.default.fileExists(atPath: entry))
      #expect(FileManager.default.fileExists(atPath: desk.unitLink))
      _ = try await desk.killallTofu("autostart", "enable", "--entry")
      // As by hand.
      desk.set("NOTIFY_SOCKET", nil)
      _ = try await desk.run("systemctl", "--user", "--no-pager", "--no-ask-password", "enable", "x")
      let both = try await desk.killallTofu("autostart", "status").output
      #expect(both.contains(desk.unitLink) && both.contains(entry), "\(both)")
      #expect(try await desk.killallTofu("autostart", "disable").code == 0)
      #expect(!FileManager.default.fileExists(atPath: desk.unitLink))
      #expect(!FileManager.default.fileExists(atPath: entry))
      #expect(try await desk.killallTofu("autostart", "status").output.hasPrefix("disabled"))
      let asked = try String(contentsOfFile: "\(desk.folder)/asked", encoding: .utf8)
      #expect(asked.contains("enable killall-tofu.service") && asked.contains("daemon-reload"))
      #expect(!asked.contains("was told of @nobody"), "\(asked)")
    }
  }

  /// What systemd refuses is said; the entry does it where nobody insists on the unit.
  @Test func whatSystemdRefusesAnEntryDoes() async throws {
    try await Desk.with(bus: false) { desk in
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      try await desk.playSystemd(refusing: "enable")
      let insisted = try await desk.killallTofu("autostart", "enable", "--unit")
      #expect(insisted.code == 1 && insisted.errors.contains("ends with status 1: no"), "\(insisted)")
      #expect(!FileManager.default.fileExists(atPath: entry))
      let enabled = try await desk.killallTofu("autostart", "enable")
      #expect(
        enabled.code == 0 && enabled.output.contains("by \(entry), because systemctl enable ends"),
        "\(enabled)")
      let both = try await desk.killallTofu("autostart", "enable", "--unit", "--entry")
      #expect(both.code == 64, "\(both)")
    }
  }

  /// Whatever stands in the path, the desktop that reads the entry finds the program, and so do we.
  @Test(arguments: InstallQuotingTests.names, [nil, "raw"] as [String?])
  func aDesktopStartsWhatTheEntrySays(folder: String, engine: String?) async throws {
    try await Desk.with(bus: false) { desk in
      let program = "\(desk.folder)/\(folder)/killall-tofu"
      let linked = try await desk.run(
        "sh", "-c", #"mkdir -p "${1%/*}" && { ln "$0" "$1" 2>/dev/null || cp "$0" "$1"; }"#, Desk.killallTofu,
        program)
      try #require(linked.code == 0, "\(linked)")
      desk.set("KILLALL_TOFU_STORE", engine)
      // The child process of a test is looked up by env, which has its own idea of an equals sign.
      let start = ["sh", "-c", #"exec "$0" "$@""#, program, "autostart"]
      let enabled = try await desk.start(start + ["enable"]).finished()
      #expect(enabled.code == 0, "\(enabled)")
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      let status = try await desk.start(start + ["status"]).finished()
      #expect(status.output == "enabled, by \(entry)\n")
      desk.set("KILLALL_TOFU_STORE", nil)
      let told = "\(desk.folder)/told"
      let tells = """
        #!/bin/sh
        printf '%s\\n' "$0" "$@" "${KILLALL_TOFU_STORE-none}" >'\(told).new'
        mv '\(told).new' '\(told)'

        """
      try await writeScript(tells, at: program)
      let launched = try await desk.run("gio", "launch", entry)
      #expect(launched.code == 0, "\(launched)")
      try await desk.wait("the program") { FileManager.default.fileExists(atPath: told) }
      #expect(
        try String(contentsOfFile: told, encoding: .utf8) == "\(program)\ndaemon\n\(engine ?? "none")\n")
    }
  }

  /// The program as one word of an Exec key: quoted where the clone's path holds a space.
  private var execWord: String {
    Desk.killallTofu.contains(" ") ? "\"\(Desk.killallTofu)\"" : Desk.killallTofu
  }
}

extension Desk {
  private var links: String { "\(folder)/home/.config/systemd/user/graphical-session.target.wants" }

  /// The link by which systemd would start the unit with the desktop.
  var unitLink: String { "\(links)/killall-tofu.service" }

  /// Has the desk find a `systemctl` that knows our unit, and does with its link what it is asked for, unless that is
  /// `refused`.
  fileprivate func playSystemd(refusing refused: String = "nothing") async throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/runtime/systemd", withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: "\(folder)/runtime/systemd/private"))
    let systemctl = """
      #!/bin/sh
      shift 3
      echo "$*, was told of ${NOTIFY_SOCKET-nobody}" >>'\(folder)/asked'
      case $1 in
        \(refused)) echo no >&2; exit 1 ;;
        show) printf 'LoadState=loaded\\nExecStart={ path=%s ; argv[]=daemon }\\n' '\(Desk.killallTofu)' ;;
        is-active) echo active ;;
        enable) mkdir -p '\(links)' && ln -sf /dev/zero '\(unitLink)' ;;
        disable) rm -f '\(unitLink)' ;;
      esac

      """
    try await writeScript(systemctl, at: "\(folder)/tools/systemctl")
    set("PATH", "\(folder)/tools:\(environment["PATH"] ?? "/usr/bin:/bin")")
  }
}
