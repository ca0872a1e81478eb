import DBus
import Foundation
import RealParts
import Settings
import Testing
import Wording

@testable import Daemon

@Suite("A checkup of the bus", .timeLimit(.minutes(1))) struct BusCheckupTests {
  private let name: BusName = "io.github.killallgit.KillallTofu1"
  private let root: ObjectPath = "/io/github/killallgit/KillallTofu1"

  private func daemon(
    serving database: String, version: String = "9.9"
  ) -> [ObjectPath: ExportedObject] {
    let manager = Interface(
      "io.github.killallgit.KillallTofu1.Manager",
      properties: [
        .init("Version", .string, change: .constant) { .string(version) },
        .init("Database", .string, change: .constant) { .string(database) },
      ])
    return [root: ExportedObject([manager])]
  }

  @Test("names what is lost without one, and looks at everything else") func none() async throws {
    let desk = try CheckupDesk()
    let finding = try await desk.look("bus").about("session bus")
    #expect(finding.level == .error && finding.text.contains("nobody can be warned"))
    #expect(await desk.look("tray").isEmpty)
    #expect(!(await desk.look("clock").isEmpty))
    try desk.configure("version: 1\nnotifications: {required: false}\n")
    #expect(try await desk.look("bus").about("session bus").level == .warning)
  }

  @Test("does not wait for ever for one that hangs") func hung() async throws {
    let bus = try await PrivateBus()
    let desk = try CheckupDesk(session: bus)
    bus.send(SIGSTOP)
    let finding = try await desk.look("bus").about("session bus")
    #expect(
      finding.level == .error && finding.text.contains("does not answer within 3 seconds"), "\(finding)")
    bus.send(SIGCONT)
  }

  @Test("finds the name free where no daemon runs") func free() async throws {
    let bus = try await PrivateBus()
    let finding = try await CheckupDesk(session: bus).look("bus").about("daemon's name")
    #expect(finding.level == .ok && finding.text.contains("nobody"))
  }

  @Test("tells a daemon of this database from one of another") func daemons() async throws {
    let bus = try await PrivateBus()
    let desk = try CheckupDesk(session: bus)
    let peer = try await openPeer(name, on: bus, daemon(serving: desk.places.database))
    let ours = try await desk.look("bus").about("daemon's name")
    #expect(ours.level == .ok && ours.text.contains("Killall-Tofu 9.9"), "\(ours)")
    peer.export(ExportedObject(daemon(serving: "/srv/it's.db")[root]?.interfaces ?? []), at: root)
    let other = try await desk.look("bus").about("daemon's name")
    #expect(other.level == .warning && other.text.contains("/srv/it's.db"))
    #expect(other.remedy?.hasSuffix(#"--database '/srv/it'\''s.db'"#) == true, "\(other)")
    peer.close()
  }

  @Test("tells of a daemon of another version, and not of one of this") func otherVersion() async throws {
    for version in ["9.9", killallTofuVersion] {
      let bus = try await PrivateBus()
      let desk = try CheckupDesk(session: bus)
      let peer = try await openPeer(name, on: bus, daemon(serving: desk.places.database, version: version))
      let findings = await desk.look("bus")
      #expect(try findings.about("daemon's name").level == .ok)
      if version == killallTofuVersion {
        #expect(!findings.contains { $0.subject == "daemon's program" }, "\(findings)")
      } else {
        let finding = try findings.about("daemon's program")
        #expect(finding.level == .warning && finding.text.contains("runs version 9.9 from"), "\(finding)")
        #expect(finding.text.hasSuffix("this is version \(killallTofuVersion)"), "\(finding)")
        #expect(finding.remedy?.hasSuffix("kill \(getpid()); killall-tofu daemon") == true, "\(finding)")
      }
      peer.close()
    }
  }

  @Test("tells of a daemon whose program was replaced, or is gone", arguments: [true, false])
  func replaced(isUnit: Bool) async throws {
    let bus = try await PrivateBus()
    let desk = try CheckupDesk(session: bus)
    let program = desk.folder.path("a program")
    // By a program of its own: a child that another test starts just then would hold it open, and it could not be run.
    #expect(try await ChildProcess.run(["install", "-m", "755", "/usr/bin/python3", program]).code == 0)
    let script = """
      import sys
      from gi.repository import Gio, GLib
      bus = Gio.bus_get_sync(Gio.BusType.SESSION)
      node = Gio.DBusNodeInfo.new_for_xml('<node><interface name="\(name.text).Manager">'
        '<property name="Version" type="s" access="read"/><property name="Database" type="s" access="read"/>'
        '</interface></node>')
      told = {"Version": "\(killallTofuVersion)", "Database": sys.argv[1]}
      bus.register_object("\(root.text)", node.interfaces[0], None,
        lambda *all: GLib.Variant("s", told[all[4]]), None)
      Gio.bus_own_name_on_connection(bus, "\(name.text)", 0, lambda *_: print("here", flush=True), None)
      GLib.MainLoop().run()
      """
    var environment = ["DBUS_SESSION_BUS_ADDRESS": bus.address, "PATH": "/usr/bin:/bin"]
    environment["KILLALL_TOFU_RESTART_STATUS"] = isUnit ? "75" : nil
    let owner = try ChildProcess(
      [program, "-c", script, desk.places.database], environment: environment)
    #expect(await owner.firstLine() == "here", "\(owner.errors)")
    let same = await desk.look("bus")
    #expect(!same.contains { $0.subject == "daemon's program" }, "\(same)")
    #expect(rename(try desk.make("new", "another"), program) == 0)
    let replaced = try await desk.look("bus").about("daemon's program")
    #expect(
      replaced.text.contains("“\(program)” has been replaced since: it restarts by itself"), "\(replaced)")
    let now =
      isUnit ? "systemctl --user restart killall-tofu.service" : "kill \(owner.pid); killall-tofu daemon"
    #expect(replaced.level == .warning && replaced.remedy?.hasSuffix(": \(now)") == true, "\(replaced)")
    #expect(unlink(program) == 0)
    let gone = try await desk.look("bus").about("daemon's program")
    #expect(gone.text.contains("its program “\(program)” is gone"), "\(gone)")
    await owner.end()
  }

  @Test("names a stranger under our name, with its process, loudly") func stranger() async throws {
    let bus = try await PrivateBus()
    let peer = try await openPeer(name, on: bus, [:])
    let finding = try await CheckupDesk(session: bus).look("bus").about("daemon's name")
    #expect(finding.level == .error && finding.text.contains("is no Killall-Tofu"))
    #expect(finding.text.contains("process \(getpid())"), "\(finding)")
    #expect(finding.remedy?.contains("kill \(getpid())") == true)
    peer.close()
  }

  @Test("names one that answers with nonsense a stranger as well") func nonsense() async throws {
    let bus = try await PrivateBus()
    let manager = Interface(
      "io.github.killallgit.KillallTofu1.Manager", properties: [.init("Version", .uint32) { .uint32(1) }])
    let peer = try await openPeer(name, on: bus, [root: ExportedObject([manager])])
    #expect(try await CheckupDesk(session: bus).look("bus").about("daemon's name").level == .error)
    peer.close()
  }

  @Test("tells how to let a stopped owner go on, and that mends it") func stopped() async throws {
    let bus = try await PrivateBus()
    let script = """
      from gi.repository import Gio, GLib
      bus = Gio.bus_get_sync(Gio.BusType.SESSION)
      Gio.bus_own_name_on_connection(bus, "\(name.text)", 0, lambda *_: print("here", flush=True), None)
      GLib.MainLoop().run()
      """
    let owner = try ChildProcess(
      ["/usr/bin/python3", "-c", script],
      environment: ["DBUS_SESSION_BUS_ADDRESS": bus.address, "PATH": "/usr/bin:/bin"])
    #expect(await owner.firstLine() == "here")
    let desk = try CheckupDesk(session: bus)
    owner.send(SIGSTOP)
    // Each of its threads stops when it is next given a processor, and nothing tells when that was.
    while !SeenProcess(owner.pid).isStopped { try await Task.sleep(for: .milliseconds(5)) }
    let finding = try await desk.look("bus").about("daemon's name")
    #expect(finding.level == .error && finding.text.contains("does not answer within"), "\(finding)")
    let remedy = try #require(finding.remedy?.split(separator: ": ").last)
    #expect(remedy == "kill -CONT \(owner.pid)")
    #expect(try await ChildProcess.run(["sh", "-c", String(remedy)]).code == 0)
    #expect(try await desk.look("bus").about("daemon's name").text.contains("is no Killall-Tofu"))
    await owner.end()
  }

  @Test("starts nobody, also where the bus could") func startsNobody() async throws {
    let services = try TestFolder("services")
    for service in [
      name.text, "org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher", "org.freedesktop.login1",
    ] {
      try "[D-BUS Service]\nName=\(service)\nExec=/usr/bin/touch \(services.path("started"))\n".write(
        toFile: services.path("\(service).service"), atomically: true, encoding: .utf8)
    }
    let bus = try await PrivateBus(services: services.path)
    let desk = try CheckupDesk(session: bus, system: bus)
    #expect(try await desk.look("bus").about("activation").level == .ok)
    let server = try await desk.look("notifications").about("server")
    #expect(server.level == .ok && server.text.contains("starts one"))
    #expect(try await desk.look("logind").about("logind").level == .ok)
    // By now the bus would have started whatever was to be started, as it answers in order.
    #expect(
      try await bus.run(
        "gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/", "-m",
        "org.freedesktop.DBus.GetId"
      ).code == 0)
    #expect(!(try services.names.contains("started")))
  }

  @Test("finds a service file whose program is gone") func brokenService() async throws {
    let bus = try await PrivateBus()
    let desk = try CheckupDesk(session: bus)
    #expect(try await desk.look("bus").about("activation").level == .warning)
    _ = try desk.make(
      "share/dbus-1/services/\(name.text).service",
      "[D-BUS Service]\nName=x\nExec=/gone/killall-tofu daemon\n")
    let finding = try await desk.look("bus").about("activation")
    #expect(finding.level == .error && finding.text.contains("“/gone/killall-tofu”"), "\(finding)")
  }
}
