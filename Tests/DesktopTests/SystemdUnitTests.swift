import Foundation
import RealParts
import Testing

/// The unit that is installed, under a real systemd of the user's.
///
/// One test at a time: two of them would have units of the same name in the same control group.
@Suite(.desktop, .systemd, .ownMounts, .serialized, .timeLimit(.minutes(2))) struct SystemdUnitTests {
  @Test func theUnitKeepsTheDaemonAndSparesTheTeardown() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.needNoWarnings()
      try await desk.installPrograms()
      try desk.installUnit(watchdog: "4s")
      try await desk.startSystemd()
      // Started because somebody calls it.
      let version = try await desk.run(
        "busctl", "--user", "get-property", Desk.busName, "/io/github/killallgit/KillallTofu1",
        "\(Desk.busName).Manager", "Version")
      #expect(version.output.hasPrefix("s \""), "\(version)")
      try await desk.wait("its status") {
        try await desk.unit("StatusText") == "no project is watched over"
      }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1s", "--name", "demo", "--command",
        "touch ../begun; while [ ! -e ../go ]; do sleep 0.1; done; echo >> ../ended")
      try await desk.wait("the start") { FileManager.default.fileExists(atPath: "\(desk.folder)/begun") }
      try await desk.wait("its status") {
        try await desk.unit("StatusText") == "1 active project, 1 teardown under way"
      }
      // By its user, by a fault, and by the watchdog, which a stopped daemon gives no sign of life.
      for end in ["restart", "KILL", "STOP"] {
        let before = try await desk.unit("MainPID")
        let sent =
          end == "restart"
          ? try await desk.systemctl("restart", "killall-tofu")
          : try await desk.systemctl("kill", "--kill-who=main", "-s", end, "killall-tofu")
        #expect(sent.code == 0, "\(sent)")
        try await desk.wait("another daemon after \(end)") {
          // Most of the time it is still the old one, and each question is a process.
          let now = try await desk.unit("MainPID")
          guard now != before else { return false }
          let state = try await desk.unit("ActiveState")
          return now != before && now != "0" && state == "active"
        }
        #expect(try await desk.sqlite("SELECT status FROM projects") == "destroying", "\(end)")
      }
      #expect(try await desk.unit("NRestarts") == "2")
      #expect(try await desk.systemctl("reload", "killall-tofu").code == 0)
      try Data().write(to: URL(filePath: "\(desk.folder)/go"))
      try await desk.waitForStatus("destroyed")
      #expect(try String(contentsOfFile: "\(desk.folder)/ended", encoding: .utf8) == "\n")
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == "completed|0")

      let before = try await desk.unit("MainPID")
      try await desk.replaceProgram()
      try await desk.wait("the new daemon") {
        let now = try await desk.unit("MainPID")
        let state = try await desk.unit("ActiveState")
        return now != before && now != "0" && state == "active"
      }
      #expect(try await desk.unit("Result") == "success")
      #expect(try await desk.systemctl("stop", "killall-tofu").code == 0)
      #expect(try await desk.unit("ActiveState") == "inactive")
    }
  }

  /// Enabled, disabled and told of by our own command, as systemd itself has it.
  @Test func autostartEnablesTheUnit() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.installPrograms()
      try desk.installUnit(watchdog: "60s")
      // As a desktop does which tells systemd of itself.
      let session = "[Unit]\nBindsTo=graphical-session.target\nBefore=graphical-session.target\n"
      try session.write(
        toFile: "\(desk.folder)/home/.config/systemd/user/desk-session.target", atomically: true,
        encoding: .utf8)
      try await desk.startSystemd()
      let entry = "\(desk.folder)/home/.config/autostart/io.github.killallgit.KillallTofu-autostart.desktop"
      func autostart(_ words: String...) async throws -> String {
        let answer = try await desk.start([desk.program, "autostart"] + words).finished()
        #expect(answer.code == 0, "\(answer)")
        return answer.output
      }
      #expect(
        try await autostart("enable").contains("because this session does not tell systemd of its desktop"))
      #expect(FileManager.default.fileExists(atPath: entry))
      #expect(try await desk.unit("UnitFileState") == "disabled")
      #expect(try await autostart("enable", "--unit").contains("killall-tofu.service, as you wish"))
      #expect(!FileManager.default.fileExists(atPath: entry))
      #expect(try await desk.unit("UnitFileState") == "enabled")
      #expect(try await autostart("status") == "enabled, by \(desk.unitLink)\n")
      #expect(try await autostart("enable", "--entry").contains("by \(entry), as you wish"))
      #expect(try await desk.unit("UnitFileState") == "disabled")
      #expect(try await autostart("status") == "enabled, by \(entry)\n")
      #expect(try await desk.systemctl("start", "desk-session.target").code == 0)
      #expect(try await autostart("enable").contains("which systemd starts with the desktop"))
      #expect(try await desk.unit("UnitFileState") == "enabled")
      #expect(!FileManager.default.fileExists(atPath: entry))
      // The next session starts it.
      for verb in ["stop", "start"] {
        #expect(try await desk.systemctl(verb, "desk-session.target").code == 0)
      }
      try await desk.wait("the daemon") { try await desk.unit("ActiveState") == "active" }
      _ = try await autostart("disable")
      #expect(try await desk.unit("UnitFileState") == "disabled")
      #expect(try await desk.unit("ActiveState") == "active", "one that runs goes on")
      #expect(try await autostart("status").hasPrefix("disabled"))
    }
  }
}

extension Desk {
  func systemctl(_ arguments: String...) async throws -> ChildProcess.Finished {
    try await start(["systemctl", "--user"] + arguments).finished()
  }

  /// A property of our unit.
  func unit(_ property: String) async throws -> String {
    let answer = try await systemctl("show", "killall-tofu.service", "-p", property, "--value")
    return answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Hides what this machine starts with every user's systemd: a bar that needs the graphical session keeps it from ending.
  private func maskOthers() throws {
    let files = FileManager.default
    let enabled = "/etc/systemd/user"
    let targets = (try? files.contentsOfDirectory(atPath: enabled)) ?? []
    for target in targets where target.hasSuffix(".wants") {
      for unit in (try? files.contentsOfDirectory(atPath: "\(enabled)/\(target)")) ?? []
      where unit.hasSuffix(".service") {
        let mask = "\(folder)/home/.config/systemd/user/\(unit)"
        try? files.createSymbolicLink(atPath: mask, withDestinationPath: "/dev/null")
      }
    }
  }

  /// Installs the unit and the service file of the bus for the desk's own copies of the programs, with a short watchdog.
  func installUnit(watchdog: String) throws {
    let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../desktop")
    // The bus goes by the home of the password database otherwise.
    set("XDG_DATA_HOME", "\(folder)/home/.local/share")
    let quoted = "\"\(folder)/bin dir/killall-tofu\""
    let files = [
      ("killall-tofu.service", ".config/systemd/user"),
      ("\(Desk.busName).service", ".local/share/dbus-1/services"),
    ]
    for (name, place) in files {
      let target = "\(folder)/home/\(place)"
      try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
      try String(contentsOf: shipped.appending(path: name), encoding: .utf8)
        .replacing("@bindir@/killall-tofu", with: quoted)
        .write(toFile: "\(target)/\(name)", atomically: true, encoding: .utf8)
    }
    try maskOthers()
    let changes = "\(folder)/home/.config/systemd/user/killall-tofu.service.d"
    try FileManager.default.createDirectory(atPath: changes, withIntermediateDirectories: true)
    // Swift would print where it was, and go on; it would be killed for good ten seconds later.
    let lines = [
      "[Service]", "WatchdogSec=\(watchdog)", "RestartSec=100ms", "Environment=SWIFT_BACKTRACE=enable=no",
      // A daemon that is stopped takes no SIGABRT, so this passes as well before it is killed.
      "TimeoutStopSec=5s", "",
    ]
    try lines.joined(separator: "\n").write(toFile: "\(changes)/test.conf", atomically: true, encoding: .utf8)
  }
}
