import Foundation
import RealParts
import Testing

/// A real systemd of the user's, where the machine has none of its own to disturb.
@Suite(.desktop, .systemd, .ownMounts) struct SystemdTests {
  /// Stopping a unit ends every process in its control group: the daemon's is stopped, the teardown's is another.
  @Test func aTeardownIsAUnitOfItsOwn() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.needNoWarnings()
      try await desk.startSystemd()
      let variables = desk.environment.map { "--setenv=\($0)=\($1)" }
      let unit = try await desk.start(
        ["systemd-run", "--user", "--unit=daemon", "-p", "KillMode=control-group"] + variables
          + [Desk.killallTofu, "daemon"]
      ).finished()
      try #require(unit.code == 0, "\(unit)")
      try await desk.wait("the daemon") {
        try await desk.run("busctl", "--user", "status", "io.github.killallgit.KillallTofu1").code == 0
      }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1s", "--name", "demo", "--command",
        "touch ../begun; while [ ! -e ../go ]; do sleep 0.1; done; touch ../ended")
      try await desk.wait("the start") { FileManager.default.fileExists(atPath: "\(desk.folder)/begun") }
      let scope = try #require(try await desk.scopes().first)
      let properties = try await desk.run(
        "systemctl", "--user", "show", scope, "-p", "KillSignal,SendSIGKILL,CollectMode")
      for line in ["KillSignal=2", "SendSIGKILL=no", "CollectMode=inactive-or-failed"] {
        #expect(properties.output.split(separator: "\n").contains(Substring(line)), "\(properties)")
      }
      #expect(try await desk.run("systemctl", "--user", "stop", "daemon").code == 0)
      #expect(try await desk.scopes() == [scope])
      try Data().write(to: URL(filePath: "\(desk.folder)/go"))
      try await desk.wait("the end") { FileManager.default.fileExists(atPath: "\(desk.folder)/ended") }
      try await desk.wait("the end of the unit") { try await desk.scopes().isEmpty }
      try await desk.startDaemon()
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == "completed|0")
    }
  }
}

extension Desk {
  /// Starts a systemd with a bus of its own, which becomes the desk's, and waits until it is there.
  ///
  /// It runs only where the machine seems to have been booted with one, so it sees a folder that says so.
  func startSystemd() async throws {
    set("DBUS_SESSION_BUS_ADDRESS", "unix:path=\(folder)/runtime/bus")
    _ = try start([
      "unshare", "--mount", "--propagation", "private", "sh", "-c",
      "mount -t tmpfs none /run && mkdir -p /run/systemd/system && exec systemd --user",
    ])
    try await wait("systemd", within: 20) {
      try await run("busctl", "--user", "status", "org.freedesktop.systemd1").code == 0
    }
  }

  /// The units of teardowns.
  fileprivate func scopes() async throws -> [String] {
    let answer = try await run(
      "systemctl", "--user", "list-units", "--type=scope", "--plain", "--no-legend", "killall-tofu-*")
    return answer.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
  }
}

extension Trait where Self == ConditionTrait {
  /// Needs the programs of systemd, its unit of a user's bus, and a machine that runs none, such as a container.
  static var systemd: Self {
    .enabled("a systemd of its own can be started by root alone, and where none runs") {
      let files = FileManager.default
      return getuid() == 0 && !files.fileExists(atPath: "/run/systemd/system")
        && files.isExecutableFile(atPath: "/usr/bin/systemd")
        && files.fileExists(atPath: "/usr/lib/systemd/user/dbus.socket")
    }
  }
}
