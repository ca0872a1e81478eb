import Foundation
import RealParts
import Testing

/// What `desktop/install` puts there works, and goes again.
@Suite(.timeLimit(.minutes(2))) struct InstallTests {
  @Test func everyListedFileIsThereAndNothingElse() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      let before = try await Installation.tree(place.home)
      let first = try await place.install("--user", "--no-autostart")
      try #require(first.code == 0, "\(first.errors)")
      let listed = try Installation.listed(place.roots)
      #expect(listed.count == 58)
      for (path, mode) in listed { #expect(desk.mode(path) == mode, "\(path)") }
      let tree = try await Installation.tree(place.home)
      #expect(tree.count { $0.hasPrefix("f") } == listed.count + 1, "beside the list of them: \(tree)")
      // Again, and nothing is other than it was.
      #expect(try await place.install("--user", "--no-autostart").code == 0)
      #expect(try await Installation.tree(place.home) == tree)
      #expect(try await place.uninstall().code == 0)
      #expect(try await Installation.tree(place.home) == before)
      // There is nothing to take away any more.
      #expect(try await place.uninstall().code == 1)
    }
  }

  @Test func aCallStartsTheInstalledDaemonWhichFindsItsSupervisor() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      let installed = try await place.install("--user")
      try #require(installed.code == 0, "\(installed.errors)")
      #expect(installed.errors.contains("is not in your PATH"))
      try await desk.startBus(services: "\(place.home)/.local/share/dbus-1/services")
      #expect(try await desk.call("Rescan").code == 0)
      let daemon = try await pid(desk)
      let running = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(daemon)/exe")
      #expect(running == place.program)
      let added = try await desk.run(
        place.program, "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "touch gone")
      #expect(added.code == 0, "\(added.errors)")
      let destroyed = try await desk.run(place.program, "destroy", "demo", "--yes-destroy", "demo")
      #expect(destroyed.code == 0, "\(destroyed.errors)")
      #expect(desk.made("gone"))
      let removed = try await place.uninstall()
      #expect(removed.code == 0, "\(removed.errors)")
      #expect(removed.errors.contains("The daemon was asked to end."))
      try await desk.wait("the daemon's end") { kill(daemon, 0) != 0 }
      // What is left is the user's own, and was told.
      let left = try await Installation.tree(place.home).filter { $0.hasPrefix("f") }
      #expect(!left.isEmpty)
      for line in left { #expect(line.contains("/killall-tofu/"), "\(line)") }
      #expect(removed.errors.contains("rm -r"))
    }
  }

  /// Without a daemon nobody would record the end.
  @Test func uninstallingLeavesADaemonAloneWhoseTeardownRuns() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      #expect(try await place.install("--user", "--no-autostart").code == 0)
      try await desk.startBus(services: "\(place.home)/.local/share/dbus-1/services")
      #expect(try await desk.call("Rescan").code == 0)
      let daemon = try await pid(desk)
      _ = try await desk.run(
        place.program, "add", desk.project, "--timeout", "1h", "--name", "demo", "--command",
        "touch begun; until test -e end; do sleep 0.1; done")
      let destroying = try desk.start([place.program, "destroy", "demo", "--yes-destroy", "demo"])
      try await desk.wait("the teardown") { desk.made("begun") }
      let removed = try await place.uninstall()
      #expect(removed.errors.contains("The daemon still runs"), "\(removed.errors)")
      #expect(kill(daemon, 0) == 0)
      try desk.write("", to: "end")
      #expect(await destroying.finished().code == 0)
      kill(daemon, SIGTERM)
      try await desk.wait("the daemon's end") { kill(daemon, 0) != 0 }
    }
  }

  @Test func aPackagersFolderGetsCopiesAndNothingElseHappens() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      let folder = "\(desk.folder)/package's root"
      let copied = try await place.install("--destdir", folder)
      #expect(copied.code == 0 && copied.errors.isEmpty, "\(copied.errors)")
      let listed = try Installation.listed([
        "bin": "\(folder)/usr/bin", "libexec": "\(folder)/usr/libexec", "share": "\(folder)/usr/share",
        "units": "\(folder)/usr/lib/systemd/user", "zsh": "\(folder)/usr/share/zsh/site-functions",
        "autostart": "\(folder)/etc/xdg/autostart",
      ])
      #expect(listed.count == 59)
      for (path, mode) in listed { #expect(desk.mode(path) == mode, "\(path)") }
      #expect(try await Installation.tree(folder).count { $0.hasPrefix("f") } == listed.count)
      #expect(try await Installation.tree(place.home).count == 1)
      // The folder is nowhere in them.
      let named = try await desk.run("grep", "-rlIF", folder, folder)
      #expect(named.output.isEmpty, "\(named.output)")
    }
  }

  private func pid(_ desk: Desk) async throws -> pid_t {
    let answer = try await desk.run(
      "busctl", "--user", "call", "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "GetConnectionUnixProcessID", "s", Desk.busName)
    return try #require(pid_t(answer.output.dropFirst(2).trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}
