import Foundation
import RealParts
import Testing

/// `desktop/install --system`, in a mount namespace of its own: this system gets nothing of it.
@Suite(.ownMounts, .timeLimit(.minutes(2)))
struct InstallSystemTests {
  /// Covers the three places that are written to, then runs the rest of its arguments.
  private static let covered = """
    for place in /usr/local /etc/xdg /etc/systemd; do mount -t tmpfs -o mode=755 none "$place" || exit 99; done
    mkdir -p /etc/systemd/user
    tree() { find /usr/local /etc/xdg /etc/systemd -printf '%y %m %U %p %l\\n' | sort; }
    install=$1/install programs=$2; shift 2
    """

  @Test func everybodyGetsItAndNothingIsLeftAfterwards() async throws {
    try await Desk.with(bus: false) { desk in
      let answer = try await run(
        desk,
        """
        tree >"$HOME/before"
        bash "$install" --system --programs "$programs" || exit
        tree >"$HOME/installed"
        cat /etc/xdg/autostart/* >"$HOME/entry"
        bash "$install" --system --programs "$programs" 2>/dev/null || exit
        tree | diff "$HOME/installed" - || exit
        bash "$install" --system --uninstall || exit
        tree | diff "$HOME/before" -
        """)
      if answer.code == 99 || answer.errors.contains("does not start") { return }
      #expect(answer.code == 0 && answer.output.isEmpty, "\(answer.output)\(answer.errors)")
      let installed = try text(desk, "installed")
      let listed = try Installation.listed([
        "bin": "/usr/local/bin", "libexec": "/usr/local/libexec", "share": "/usr/local/share",
        "units": "/usr/local/lib/systemd/user", "zsh": "/usr/local/share/zsh/site-functions",
        "autostart": "/etc/xdg/autostart",
      ])
      #expect(listed.count == 59)
      for (path, mode) in listed {
        #expect(installed.contains("f \(String(mode, radix: 8)) 0 \(path) \n"), "\(path)")
      }
      // One of the two starts the daemon: systemd by the unit, other desktops by the entry.
      let wanted = "/etc/systemd/user/graphical-session.target.wants/killall-tofu.service"
      #expect(installed.contains("\(wanted) /usr/local/lib/systemd/user/killall-tofu.service\n"))
      let entry = try text(desk, "entry").split(separator: "\n")
      #expect(entry.count { $0 == "X-systemd-skip=true" } == 1)
      #expect(entry.count { $0 == "X-GNOME-HiddenUnderSystemd=true" } == 1)
    }
  }

  /// Without the unit the entry has to do it alone.
  @Test func withoutSystemdTheEntryIsForEveryDesktop() async throws {
    try await Desk.with(bus: false) { desk in
      try "#!/bin/sh\nexit 1\n".write(toFile: "\(desk.folder)/fake", atomically: true, encoding: .utf8)
      let answer = try await run(
        desk,
        """
        install -D -m 755 "$HOME/../fake" "$HOME/bin/systemctl" && PATH=$HOME/bin:$PATH
        bash "$install" --system --programs "$programs" || exit
        cat /etc/xdg/autostart/* >"$HOME/entry"
        bash "$install" --system --no-autostart --programs "$programs" || exit
        ls /etc/xdg/autostart
        """)
      if answer.code == 99 || answer.errors.contains("does not start") { return }
      #expect(answer.code == 0 && answer.output.isEmpty, "\(answer.output)\(answer.errors)")
      let entry = try text(desk, "entry")
      #expect(entry.contains("Exec=/usr/local/bin/killall-tofu daemon\n"))
      #expect(!entry.lowercased().contains("systemd"), "\(entry)")
    }
  }

  private func run(_ desk: Desk, _ script: String) async throws -> ChildProcess.Finished {
    let built = try Installation(desk).built
    return try await desk.run(
      "unshare", "--mount", "bash", "-uc", "\(Self.covered)\n\(script)", "-", Installation.desktop, built)
  }

  private func text(_ desk: Desk, _ name: String) throws -> String {
    try String(contentsOfFile: "\(desk.folder)/a home, 100%/\(name)", encoding: .utf8)
  }
}
