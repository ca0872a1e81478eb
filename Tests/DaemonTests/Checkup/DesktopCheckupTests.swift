import DBus
import Foundation
import RealParts
import Testing
import Wording

@testable import Daemon

@Suite("A checkup of the desktop", .timeLimit(.minutes(1))) struct DesktopCheckupTests {
  private let server: BusName = "org.freedesktop.Notifications"

  @Test("names the server and what it lacks") func capabilities() async throws {
    let bus = try await PrivateBus()
    let peer = try await openPeer(server, on: bus, silentServer(capabilities: ["body"]))
    let findings = await CheckupDesk.findings(session: bus, "notifications")
    #expect(try findings.about("server").text == "fake 7 of us, Desktop Notifications 1.2")
    #expect(try findings.about("no “actions”").level == .warning)
    #expect(try findings.about("no “persistence”").level == .ok)
    #expect(!findings.contains { $0.level == .error || $0.subject == "do not disturb" })
    peer.close()
  }

  @Test("says that one that is paused keeps everything from being destroyed", arguments: [true, false])
  func paused(isOn: Bool) async throws {
    let bus = try await PrivateBus()
    let peer = try await openPeer(
      server, on: bus, silentServer(capabilities: ["actions", "body"], paused: isOn))
    let finding = try await CheckupDesk.findings(session: bus, "notifications").about("do not disturb")
    #expect(finding.level == (isOn ? .warning : .ok))
    peer.close()
  }

  @Test(
    "names the package for this desktop where there is none",
    arguments: [
      ("XFCE", "xfce4-notifyd"), ("ubuntu:GNOME", "GNOME Shell"), ("sway", "mako"), ("", "dunst"),
    ])
  func noServer(desktop: String, package: String) async throws {
    let bus = try await PrivateBus()
    var desk = try CheckupDesk(session: bus)
    desk.environment["XDG_CURRENT_DESKTOP"] = desktop
    let finding = try await desk.look("notifications").about("server")
    #expect(finding.level == .error && finding.remedy?.contains(package) == true, "\(finding)")
    let tray = try await desk.look("tray").about("host")
    #expect(tray.level == .warning && tray.remedy != nil)
  }

  @Test("says where nobody is warned because the settings say so") func settings() async throws {
    let bus = try await PrivateBus()
    let desk = try CheckupDesk(session: bus)
    try desk.configure("version: 1\nnotifications: {enabled: false, required: false}\n")
    let findings = await desk.look("notifications")
    #expect(try findings.about("settings").text.contains("notifications.enabled: false"))
    #expect(try findings.about("server").level == .warning)
    try desk.configure("version: 1\nnotifications: {required: false}\n")
    #expect(
      try await desk.look("notifications").about("settings").text.contains("notifications.required: false"))
  }

  @Test("finds a tray only where a panel shows it", arguments: [true, false]) func tray(hasHost: Bool)
    async throws
  {
    let bus = try await PrivateBus()
    let watcher = Interface(
      "org.kde.StatusNotifierWatcher",
      properties: [.init("IsStatusNotifierHostRegistered", .bool) { .bool(hasHost) }])
    let peer = try await openPeer(
      "org.kde.StatusNotifierWatcher", on: bus, ["/StatusNotifierWatcher": ExportedObject([watcher])])
    #expect(
      try await CheckupDesk.findings(session: bus, "tray").about("host").level == (hasHost ? .ok : .warning))
    peer.close()
  }

  @Test("asks logind for its delay and whether this user lingers") func logind() async throws {
    let bus = try await PrivateBus()
    let manager = Interface(
      "org.freedesktop.login1.Manager",
      methods: [
        .init("GetUser", takes: [.init("uid", .uint32)], returns: [.init("user", .objectPath)]) { _, _ in
          [.objectPath("/org/freedesktop/login1/user/me")]
        }
      ], properties: [.init("InhibitDelayMaxUSec", .uint64) { .uint64(7_000_000) }])
    let user = Interface("org.freedesktop.login1.User", properties: [.init("Linger", .bool) { .bool(true) }])
    let peer = try await openPeer(
      "org.freedesktop.login1", on: bus,
      [
        "/org/freedesktop/login1": ExportedObject([manager]),
        "/org/freedesktop/login1/user/me": ExportedObject([user]),
      ])
    var desk = try CheckupDesk()
    #expect(try await desk.look("logind").about("logind").level == .warning)
    desk.system = .address(bus.address)
    let findings = await desk.look("logind")
    #expect(try findings.about("sleep").text.contains("7 seconds"))
    #expect(try findings.about("lingering").text.hasPrefix("on"))
    peer.close()
  }
}

extension CheckupDesk {
  /// What is found of one part on a desk with nothing but this bus.
  static func findings(session bus: PrivateBus, _ title: String) async -> [Finding] {
    await (try? CheckupDesk(session: bus))?.look(title) ?? []
  }
}
