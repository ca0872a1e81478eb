import Foundation
import RealParts
import Testing

/// A real panel at the lower edge of the screen, with nothing in it but tray icons.
struct Panel {
  let desk: Desk
  let process: ChildProcess

  /// Where the first icon lies.
  private static let icon = (x: "11", y: "584")
  /// The part of the screen in which it lies, as ImageMagick has it.
  private static let area = "40x32+0+568"

  /// How many points of the icon's place have exactly this colour, such as `#2EA043`.
  func points(_ colour: String) async throws -> Int {
    let picture = try await desk.run(
      "import", "-window", "root", "-crop", Self.area, "-depth", "8", "txt:-")
    return picture.output.split(separator: "\n").count { $0.contains(colour) }
  }

  /// Clicks the icon: 1 is the left button, 3 the right.
  func click(_ button: Int) async throws {
    _ = try await desk.run("xdotool", "mousemove", Self.icon.x, Self.icon.y, "click", "\(button)")
  }

  /// Opens the menu and waits until it can be seen.
  func openMenu() async throws {
    try await click(3)
    try await desk.wait("the menu") { try await menus() == 1 }
  }

  /// Presses a key in the open menu.
  func press(_ key: String) async throws {
    _ = try await desk.run("xdotool", "key", key)
  }

  /// How many menus are open, submenus counted; an icon is a window too, but a small one.
  func menus() async throws -> Int {
    let found = try await desk.run("xdotool", "search", "--onlyvisible", "--class", "wrapper-2.0")
    var count = 0
    for window in found.output.split(separator: "\n") {
      let shape = try await desk.run("xdotool", "getwindowgeometry", "--shell", String(window)).output
      let width = shape.split(separator: "\n").first { $0.hasPrefix("WIDTH=") }?.dropFirst(6)
      if Int(width ?? "") ?? 0 > 100 { count += 1 }
    }
    return count
  }
}

extension Desk {
  /// Starts a panel, and what it needs.
  func startPanel() async throws -> Panel {
    try await startScreen()
    if environment["XFCE_PANEL"] == nil {
      set("XFCE_PANEL", "configured")
      set("NO_AT_BRIDGE", "1")
      try configurePanel()
      _ = try start([try xfconf()])
      try await wait("the panel's settings") { try await hasOwner("org.xfce.Xfconf") }
    }
    let process = try start(["xfce4-panel", "--disable-wm-check"])
    try await wait("the panel") { try await hasOwner("org.kde.StatusNotifierWatcher") }
    return Panel(desk: self, process: process)
  }

  /// What the daemon tells of the tray.
  func isTrayAvailable() async throws -> Bool {
    let answer = try await run(
      "busctl", "--user", "get-property", Desk.busName, "/io/github/killallgit/KillallTofu1",
      "\(Desk.busName).Manager", "TrayAvailable")
    return answer.output == "b true\n"
  }

  private func hasOwner(_ name: String) async throws -> Bool {
    try await run("busctl", "--user", "status", name).code == 0
  }

  /// The program whose place differs between architectures; the bus of a test starts nobody by itself.
  private func xfconf() throws -> String {
    let service = try String(
      contentsOfFile: "/usr/share/dbus-1/services/org.xfce.Xfconf.service", encoding: .utf8)
    let line = service.split(separator: "\n").first { $0.hasPrefix("Exec=") }
    return String(try #require(line).dropFirst(5))
  }

  private func configurePanel() throws {
    let folder = "\(folder)/home/.config/xfce4/xfconf/xfce-perchannel-xml"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try """
    <?xml version="1.0" encoding="UTF-8"?>
    <channel name="xfce4-panel" version="1.0">
      <property name="configver" type="int" value="2"/>
      <property name="panels" type="array"><value type="int" value="1"/>
        <property name="panel-1" type="empty">
          <property name="position" type="string" value="p=8;x=512;y=584"/>
          <property name="position-locked" type="bool" value="true"/>
          <property name="length" type="uint" value="100"/><property name="size" type="uint" value="32"/>
          <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
        </property>
      </property>
      <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
    </channel>
    """.write(toFile: "\(folder)/xfce4-panel.xml", atomically: true, encoding: .utf8)
  }
}
