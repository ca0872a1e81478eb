import Foundation
import RealParts
import Testing

/// The daemon's names on the bus: taken by a stranger, lost with the bus, taken back.
@Suite(.desktop) struct NameTests {
  private func owner(_ name: String, _ desk: Desk) async throws -> String {
    try await desk.run(
      "gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path",
      "/org/freedesktop/DBus",
      "--method", "org.freedesktop.DBus.GetConnectionUnixProcessID", name
    ).output.filter(\.isNumber).replacing(/^32/, with: "")
  }

  /// Forgotten stacks cost money, so a daemon without its name works on, says so, and takes it when it can.
  @Test(arguments: [Desk.busName, Desk.applicationID])
  func aStrangerWithOurNameIsSaidLoudlyOnce(name: String) async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      let stranger = try await desk.startStranger(name)
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      try await desk.wait("the complaint") {
        daemon.errors.contains("\(name) belongs to process \(stranger.pid) (")
      }
      #expect(daemon.errors.contains(" error "), "\(daemon.errors)")
      // It works on the file meanwhile, and so does the command line.
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('/kept', 'kept', '1 hour', 'true')")
      try await desk.wait("its deadline") {
        try await desk.number("SELECT count(destroy_at) FROM projects") == 1
      }
      let before = try await desk.number("SELECT destroy_at FROM projects")
      let extended = try await desk.killallTofu("extend", "kept", "1h")
      #expect(extended.code == 0)
      #expect(
        extended.errors.contains("belongs to a stranger, process \(stranger.pid) (") == (name == Desk.busName)
      )
      #expect(try await desk.number("SELECT destroy_at FROM projects") == before + 3_600)
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--name", "demo", "--command", "touch ../gone")
      try await desk.wait("the teardown") {
        try await desk.sqlite("SELECT status FROM projects WHERE name = 'demo'") == "destroyed"
      }
      await stranger.end()
      try await desk.wait("the name") { try await owner(name, desk) == "\(daemon.pid)" }
      try await desk.waitForObject()
      let told = try await dunst.everShown()
      #expect(told.components(separatedBy: "A stranger has Killall-Tofu's name").count == 2, "\(told)")
      #expect(told.contains("python3"), "\(told)")
    }
  }

  /// One that answers like a daemon, without holding the lock of the file that it names, is none.
  @Test(arguments: [true, false])
  func aStrangerThatAnswersLikeADaemonKeepsNobodyFromWorking(namesOurFile: Bool) async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let folder = "\(desk.folder)/kept"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      _ = try await desk.killallTofu("add", folder, "--timeout", "1h", "--command", "true")
      let script = """
        import sys
        from gi.repository import Gio, GLib
        xml = '<node><interface name="\(Desk.busName).Manager"><property name="Version" type="s" access="read"/>'
        xml += '<property name="Database" type="s" access="read"/></interface></node>'
        node = Gio.DBusNodeInfo.new_for_xml(xml)
        def get(c, s, p, i, name): return GLib.Variant('s', sys.argv[1])
        def got(c, name): c.register_object('/io/github/killallgit/KillallTofu1', node.interfaces[0], None, get, None)
        def owned(*_): print('owned', flush=True)
        Gio.bus_own_name(Gio.BusType.SESSION, '\(Desk.busName)', Gio.BusNameOwnerFlags.NONE, got, owned, None)
        GLib.MainLoop().run()
        """
      let stranger = try desk.start([
        "/usr/bin/python3", "-c", script, namesOurFile ? desk.database : "\(desk.folder)/other.db",
      ])
      try await desk.wait("the stranger") { stranger.output.contains("owned") }
      try await expectDoneInFile(desk, saying: namesOurFile ? stranger : nil)
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      try await desk.wait("the complaint") {
        daemon.errors.contains("\(Desk.busName) belongs to process \(stranger.pid) (")
      }
      try await expectDoneInFile(desk, saying: namesOurFile ? stranger : nil)
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--command", "touch ../gone")
      try await desk.waitForStatus("destroyed", of: 2)
    }
  }

  /// A stranger would be believed to have done what it was asked for.
  private func expectDoneInFile(_ desk: Desk, saying stranger: ChildProcess?) async throws {
    let deadline = "SELECT destroy_at FROM projects WHERE name = 'kept'"
    let before = try await desk.number(deadline)
    let extended = try await desk.killallTofu("extend", "kept", "1h")
    #expect(extended.code == 0, "\(extended)")
    let remark = stranger.map { "belongs to a stranger, process \($0.pid) (" }
    #expect(extended.errors.contains(remark ?? "stranger") == (stranger != nil), "\(extended)")
    #expect(try await desk.number(deadline) == before + 3_600)
  }

  /// The bus is killed and another takes its place at the same address.
  @Test func whenTheBusIsBackTheNamesAndObjectsAre() async throws {
    try await Desk.with { desk in
      var dunst = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      for number in 1...3 {
        let folder = "\(desk.project)/\(number)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        _ = try await desk.killallTofu("add", folder, "--timeout", "1h", "--command", "true")
        try await desk.waitForObject(number)
      }
      _ = try await desk.killallTofu("extend", "2", "1h")
      await desk.endBus()
      await dunst.process.end()
      // What happens meanwhile is to be seen afterwards.
      _ = try await desk.killallTofu("cancel", "3")
      try await desk.startBus()
      dunst = try await desk.startDunst()
      for name in [Desk.busName, Desk.applicationID] {
        try await desk.wait("the name \(name)") { try await owner(name, desk) == "\(daemon.pid)" }
      }
      let objects = try await desk.run("busctl", "--user", "tree", "--list", Desk.busName).output
      for number in 1...3 { #expect(objects.contains("projects/\(number)\n"), "\(objects)") }
      let status = try await desk.run(
        "busctl", "--user", "get-property", Desk.busName,
        "/io/github/killallgit/KillallTofu1/projects/3", "\(Desk.busName).Project", "Status")
      #expect(status.output == "s \"cancelled\"\n")
      #expect(try await desk.call("Extend", "1", "60").code == 0)
      // Nothing was up, and nothing is shown for that.
      #expect(try await dunst.shown() == 0)
    }
  }
}
