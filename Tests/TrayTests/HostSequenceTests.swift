import DBus
import RealParts
import Testing

@testable import Tray

/// What hosts of today call, in their order, up to a click on "Extend 1 hour" of the first project.
@Suite(.timeLimit(.minutes(1))) struct HostSequenceTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  private func expectPicked(_ running: RunningTray) async {
    #expect(await running.next() == .picked(key: "1/1/extend/3600"))
  }

  // Plasma 5.27 and 6, and LXQt 1.2 through its own copy of the importer.
  @Test func plasma() async throws {
    try await bus.withHost { host, running in
      #expect(try await host.properties().count == 16)
      let root = try await host.layout(depth: 1).root
      #expect(root["demo"]?.children == [])
      for child in root.children { #expect(child.properties["visible"] == .bool(true)) }
      _ = try await host.aboutToShow()
      let demo = try #require(root["demo"]?.id)
      try await host.event(0, "opened")
      _ = try await host.aboutToShow(demo)
      try await host.event(demo, "opened")
      let part = try await host.layout(of: demo, depth: 1).root
      try await host.event(try #require(part["Extend 1 hour"]?.id))
      await expectPicked(running)
      try await host.event(demo, "closed")
      try await host.event(0, "closed")
    }
  }

  // xfce4-panel 4.18, whose menu is libdbusmenu-gtk3's.
  @Test func xfce() async throws {
    try await bus.withHost { host, running in
      #expect(try await host.properties(of: FakeHost.properties) == [:])
      #expect(try await host.properties()["Id"] == .string("org.example.Sample"))
      let root = try await host.layout(
        ["type", "label", "visible", "enabled", "children-display", "accessible-desc"]
      ).root
      let ids = [root.id] + root.children.map(\.id)
      _ = try await host.callMenu("GetGroupProperties", [ids.busValue, .strings([])])
      #expect(
        try await host.callMenu("AboutToShowGroup", [[Int32(0)].busValue]) == [
          [Int32]().busValue, [Int32]().busValue,
        ])
      #expect(try await host.events([0], "opened") == [])
      #expect(try await host.events([try #require(root["demo"]?["Extend 1 hour"]?.id)]) == [])
      await expectPicked(running)
    }
  }

  // GNOME Shell with the AppIndicator extension.
  @Test func gnome() async throws {
    try await bus.withHost { host, running in
      for name in ["Id", "Title", "Status", "IconName", "IconPixmap", "Menu", "ItemIsMenu"] {
        _ = try await host.property(name)
      }
      // It asks for these of everybody, and bears that they are not there.
      for name in ["XAyatanaLabel", "XAyatanaOrderingIndex", "IconAccessibleDesc"] {
        await #expect(throws: BusError.self) { _ = try await host.property(name) }
      }
      let root = try await host.layout(["type", "children-display"]).root
      #expect(root.children.allSatisfy { $0.properties["type"] != nil })
      let extend = root.children[0].children[0].id
      let values = try await host.callMenu("GetGroupProperties", [[extend].busValue, .strings([])])
      #expect(values[0].elements?.count == 1)
      _ = try await host.aboutToShow()
      try await host.event(0, "opened")
      try await host.event(extend)
      await expectPicked(running)
    }
  }

  // waybar 0.9.17 and later.
  @Test func waybar() async throws {
    try await bus.withHost { host, running in
      #expect(try await host.properties().count == 16)
      let root = try await host.layout().root
      _ = try await host.callMenu("AboutToShowGroup", [[Int32(0)].busValue])
      let told = try await host.signals()
      running.script.change { $0.face.title = "Other" }
      running.tray.refresh()
      // It reads everything again at each signal.
      _ = await told.first { $0.member == "NewTitle" }
      #expect(try await host.properties()["Title"] == .string("Other"))
      #expect(try await host.events([try #require(root["demo"]?["Extend 1 hour"]?.id)]) == [])
      await expectPicked(running)
    }
  }

  // Some hosts introspect before anything else.
  @Test func theInterfacesAreIntrospected() async throws {
    try await bus.withHost { host, _ in
      for (path, name) in [(FakeHost.itemPath, FakeHost.itemInterface), (FakeHost.menuPath, FakeHost.menu)] {
        let document = try await host.connection.call(
          "Introspect", of: "org.freedesktop.DBus.Introspectable", at: path, on: host.item)
        #expect(document.first?.string?.contains("<interface name=\"\(name)\">") == true)
      }
    }
  }
}
