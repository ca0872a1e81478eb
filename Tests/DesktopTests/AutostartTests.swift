import Foundation
import RealParts
import Testing

@Suite struct AutostartTests {
  private let name = "io.github.killallgit.KillallTofu-autostart.desktop"

  @Test func enableStatusDisable() async throws {
    try await Desk.with(bus: false) { desk in
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      #expect(try await desk.killallTofu("autostart", "status").output.hasPrefix("disabled"))
      #expect(try await desk.killallTofu("autostart", "enable").code == 0)
      #expect(try await desk.killallTofu("autostart", "status").output == "enabled, by \(entry)\n")
      let text = try String(contentsOfFile: entry, encoding: .utf8)
      #expect(text.contains("Exec=\(execWord) daemon\n"))
      #expect(try await desk.killallTofu("autostart", "disable").code == 0)
      #expect(!FileManager.default.fileExists(atPath: entry))
      #expect(try await desk.killallTofu("autostart", "disable").code == 0)
    }
  }

  /// A login knows nothing of the variable, so without it a rollback to the other engine would end there.
  @Test func theChosenEngineIsKept() async throws {
    try await Desk.with(bus: false) { desk in
      desk.set("KILLALL_TOFU_STORE", "raw")
      let enabled = try await desk.killallTofu("autostart", "enable")
      #expect(enabled.output.contains("the engine raw"))
      let entry = "\(desk.folder)/home/.config/autostart/\(name)"
      let text = try String(contentsOfFile: entry, encoding: .utf8)
      #expect(text.contains("\nExec=env KILLALL_TOFU_STORE=raw \(execWord) daemon\n"), "\(text)")
      desk.set("KILLALL_TOFU_STORE", nil)
      _ = try await desk.killallTofu("autostart", "enable")
      #expect(try !String(contentsOfFile: entry, encoding: .utf8).contains("KILLALL_TOFU_STORE"))
    }
  }

  /// An entry of the whole system cannot be removed by a user; one of his own hides it.
  @Test func aSystemEntryIsHidden() async throws {
    try await Desk.with(bus: false) { desk in
      let folder = "\(desk.folder)/etc/autostart"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "[Desktop Entry]\nType=Application\nExec=\(execWord) daemon\n".write(
        toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
      #expect(try await desk.killallTofu("autostart", "status").output == "enabled, by \(folder)/\(name)\n")
      _ = try await desk.killallTofu("autostart", "disable")
      #expect(
        try await desk.killallTofu("autostart", "status").output.hasPrefix("disabled, by \(desk.folder)/home")
      )
      _ = try await desk.killallTofu("autostart", "enable")
      #expect(
        try await desk.killallTofu("autostart", "status").output.hasPrefix("enabled, by \(desk.folder)/home"))
    }
  }

  @Test func theEntryIsTheOneInTheRepository() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu("autostart", "enable")
      let written = try String(
        contentsOfFile: "\(desk.folder)/home/.config/autostart/\(name)", encoding: .utf8)
      let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../desktop/\(name)")
      let expected =
        try String(contentsOf: shipped, encoding: .utf8)
        .replacing("Exec=killall-tofu daemon", with: "Exec=\(execWord) daemon")
        .replacing("TryExec=killall-tofu\n", with: "")
        // That of the whole machine comes with a unit that is enabled for all users.
        .split(separator: "\n").filter { !$0.contains("ystemd") }.joined(separator: "\n") + "\n"
      #expect(written == expected)
    }
  }

  /// The program as one word of an Exec key: quoted where the clone's path holds a space.
  private var execWord: String {
    Desk.killallTofu.contains(" ") ? "\"\(Desk.killallTofu)\"" : Desk.killallTofu
  }
}
