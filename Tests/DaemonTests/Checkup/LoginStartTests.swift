import Foundation
import RealParts
import Testing
import Wording

@testable import Daemon

@Suite struct LoginStartTests {
  private let folder: TestFolder
  private var entry: String { folder.path("autostart/entry.desktop") }
  private var link: String {
    folder.path("config/systemd/user/graphical-session.target.wants/killall-tofu.service")
  }

  init() throws {
    folder = try TestFolder("login")
    for name in ["autostart", "config/systemd/user/graphical-session.target.wants", "runtime/systemd"] {
      try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
    }
  }

  private func write(_ keys: String) throws {
    try "[Desktop Entry]\nExec=/usr/bin/true daemon\n\(keys)\n".write(
      toFile: entry, atomically: true, encoding: .utf8)
  }

  private func look(systemd: Bool = true, desktop: String? = nil) throws -> LoginStart {
    let place = folder.path("runtime/systemd/private")
    if systemd { try Data().write(to: URL(filePath: place)) } else { unlink(place) }
    var environment = ["XDG_RUNTIME_DIR": folder.path("runtime"), "PATH": "/nonexistent"]
    environment["XDG_CURRENT_DESKTOP"] = desktop
    return LoginStart(entries: [entry], config: folder.path("config"), environment: environment)
  }

  @Test func `Nothing there is nothing`() throws {
    #expect(try look().state == .absent)
  }

  @Test func `A unit that is enabled counts where there is a systemd`() throws {
    #expect(symlink("/usr/lib/systemd/user/killall-tofu.service", link) == 0)
    #expect(try look().state == .enabled(by: link))
    #expect(try look(systemd: false).state == .withoutSystemd(link))
    var start = try look(desktop: "XFCE")
    start.reachesSession = false
    #expect(start.state == .unreached(link))
  }

  @Test func `An entry that leaves it to systemd counts where no unit does`() throws {
    try write("X-systemd-skip=true")
    #expect(try look().state == .enabled(by: entry))
    #expect(symlink("/usr/lib/systemd/user/killall-tofu.service", link) == 0)
    #expect(try look().state == .enabled(by: link))
    #expect(try look(systemd: false).state == .enabled(by: entry))
    try write("")
    #expect(try look().state == .both(link, entry))
  }

  @Test func `A mask in the user's folder stands before what the machine has`() throws {
    #expect(symlink("/dev/null", link) == 0)
    let start = try look()
    #expect(start.unitLink == nil && start.mask == link)
    #expect(start.state == .disabled(by: link))
    try write("")
    #expect(try look().state == .enabled(by: entry))
  }

  @Test func `Sway reads no entries`() throws {
    try write("")
    guard case .unread(entry, let compositor) = try look(systemd: false, desktop: "sway").state else {
      Issue.record("it is thought to read them")
      return
    }
    #expect(compositor.name == "Sway")
  }

  @Test func `systemctl is asked for so long only`() async throws {
    let program = folder.path("bin/systemctl")
    let script =
      "#!/bin/sh\ncase \"$4$5\" in *hang) sleep 100 ;; *silent) exec >&- 2>&-; sleep 100 ;; showx) echo \"$@\" ;; *) echo no >&2; exit 3 ;; esac\n"
    try await writeScript(script, at: program)
    let systemctl = Systemctl(within: .seconds(20), searchPath: "relative:\(folder.path("bin"))")
    #expect(await systemctl.text("show", "x") == "--user --no-pager --no-ask-password show x")
    #expect(await systemctl.ask("cat") == .ended(status: 3, output: "no\n"))
    let hasty = Systemctl(within: .milliseconds(100), searchPath: folder.path("bin"))
    #expect(await hasty.ask("x", "hang") == .late)
    #expect(await hasty.ask("x", "silent") == .late)
    #expect(await Systemctl(searchPath: "/nonexistent").ask("show") == .unusable("No such file or directory"))
  }
}
