import Foundation
import RealParts
import Testing

/// The icon in a real panel of Xfce, as its user has it.
@Suite(.desktop) struct TrayTests {
  /// What is left of a ring, by the colours it is drawn with.
  private static let green = "#2EA043"
  private static let red = "#E02F35"

  @Test func theIconShowsAndItsMenuExtends() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let panel = try await desk.startPanel()
      try await desk.startDaemon()
      try await desk.wait("the tray") { try await desk.isTrayAvailable() }
      // No project is active, and this panel hides icons without a reason to be seen.
      #expect(try await panel.points(Self.green) == 0)
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2h", "--name", "demo", "--command", "true")
      try await desk.wait("the icon") { try await panel.points(Self.green) > 50 }
      let deadline = try await desk.number("SELECT destroy_at FROM projects")
      try await panel.openMenu()
      // The project's line, and in what it opens the second, "Extend 1 hour".
      try await panel.press("Down")
      try await panel.press("Right")
      try await desk.wait("the project's menu") { try await panel.menus() == 2 }
      try await panel.press("Down")
      try await panel.press("Return")
      try await desk.wait("the deadline") {
        try await desk.number("SELECT destroy_at FROM projects") == deadline + 3_600
      }
      #expect(try await desk.events().last == "extended")
      // Under 15 minutes the ring turns red.
      try await desk.sqlite("UPDATE projects SET destroy_at = strftime('%s', 'now') + 660")
      try await desk.wait("the red ring") { try await panel.points(Self.red) > 5 }
      #expect(try await panel.points(Self.green) == 0)
      _ = try await desk.killallTofu("cancel", "demo")
      try await desk.wait("the icon's end") { try await panel.points(Self.red) == 0 }
    }
  }

  @Test func theIconReturnsWithThePanel() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "2h", "--command", "true")
      #expect(try await !desk.isTrayAvailable())
      for signal in [SIGKILL, SIGTERM] {
        let panel = try await desk.startPanel()
        try await desk.wait("the icon") { try await panel.points(Self.green) > 50 }
        #expect(try await desk.isTrayAvailable())
        await panel.process.end(signal)
        try await desk.wait("the end of the tray") { try await !desk.isTrayAvailable() }
      }
    }
  }

  // What a daemon that ended leaves behind would be an icon that does nothing.
  @Test(arguments: [SIGTERM, SIGKILL]) func theIconGoesWithTheDaemon(_ signal: Int32) async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let panel = try await desk.startPanel()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "2h", "--command", "true")
      try await desk.wait("the icon") { try await panel.points(Self.green) > 50 }
      await daemon.end(signal)
      try await desk.wait("the icon's end") { try await panel.points(Self.green) == 0 }
    }
  }
}
