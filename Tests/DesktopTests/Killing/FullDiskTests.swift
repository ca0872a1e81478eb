import Foundation
import RealParts
import Testing

/// A disk that is full at one stage of a teardown or another.
@Suite(.desktop, .ownMounts)
struct FullDiskTests {
  /// A desk with a small disk at a place under its home, and a daemon that sees it.
  private func with(
    diskAt place: String, command: String = "",
    _ body: (_ disk: SmallDisk, _ daemon: ChildProcess, _ dunst: Dunst) async throws -> Void
  ) async throws {
    try await Desk.with { desk in
      try Marks.program.write(toFile: "\(desk.folder)/mark", atomically: true, encoding: .utf8)
      let dunst = try await desk.startDunst()
      let disk = try await SmallDisk(at: "\(desk.folder)/home\(place)", of: desk)
      let settings = "\(desk.folder)/home/.config/killall-tofu"
      let script =
        "mkdir -p '\(settings)' && printf 'version: 1\\nnotifications:\\n  required: false\\n' >'\(settings)/config.yaml'"
      #expect(try await disk.start(["sh", "-c", script]).finished().code == 0)
      let daemon = try await disk.startDaemon()
      let added = try await disk.start([
        Desk.killallTofu, "add", desk.project, "--timeout", "6s", "--name", "demo", "--command",
        command + "sh '\(desk.folder)/mark' '\(desk.folder)/marks'",
      ]).finished()
      try #require(added.code == 0, "\(added)")
      try await body(disk, daemon, dunst)
    }
  }

  private func marks(_ disk: SmallDisk) -> Marks { Marks(in: "\(disk.desk.folder)/marks") }

  private func waitForStatus(_ statuses: String..., on disk: SmallDisk) async throws {
    try await disk.desk.wait("\(statuses)") {
      statuses.contains(try await disk.sqlite("SELECT status FROM projects"))
    }
  }

  /// No room for the intent: nothing is run, the user is told, and with room again it is done.
  @Test func theStateFolderIsFull() async throws {
    try await with(diskAt: "/.local/state") { disk, daemon, dunst in
      try await disk.fill()
      try await disk.desk.wait("the failure") { daemon.errors.contains("No space left on device") }
      #expect(marks(disk) == Marks(""))
      #expect(try await dunst.everShown().contains("demo"))
      #expect(try await disk.sqlite("SELECT count(*) FROM executions") == "0")
      try await disk.clear()
      #expect(try await disk.sqlite("SELECT status FROM projects") == "scheduled")
      try await waitForStatus("destroyed", on: disk)
      #expect(marks(disk).begun.count == 1)
    }
  }

  /// No room for the claim: nothing is run, and it is done once when there is.
  @Test func theDatabaseIsFull() async throws {
    try await with(diskAt: "/.local/share") { disk, daemon, _ in
      try await disk.fill()
      try await disk.desk.wait("the failure") { daemon.errors.contains("error killall-tofu") }
      try await disk.desk.wait("the end of the supervisor") {
        try await disk.desk.run("pgrep", "-f", "killall-tofu-supervisor.*\(disk.desk.folder)").code != 0
      }
      #expect(marks(disk) == Marks(""))
      await daemon.end()
      try await disk.clear()
      _ = try await disk.startDaemon()
      try await waitForStatus("destroyed", on: disk)
      #expect(marks(disk).begun.count == 1)
    }
  }

  /// No room from the command's first moment on: its end is recorded, or it is said that nobody knows.
  @Test func everythingIsFullWhileItRuns() async throws {
    let waiting = "touch ../begun; while [ ! -e ../go ]; do sleep 0.05; done; "
    try await with(diskAt: "", command: waiting) { disk, daemon, _ in
      try await disk.desk.wait("the start") {
        FileManager.default.fileExists(atPath: "\(disk.desk.folder)/begun")
      }
      try await disk.fill()
      try Data().write(to: URL(filePath: "\(disk.desk.folder)/go"))
      try await disk.desk.wait("the end") { marks(disk).ended.count == 1 }
      try await disk.desk.wait("the failure") { daemon.errors.contains("could not be recorded") }
      await daemon.end()
      try await disk.clear()
      _ = try await disk.startDaemon()
      try await waitForStatus("destroyed", "held", on: disk)
      let row = try await disk.sqlite("SELECT status, hold_reason FROM projects")
      #expect(["destroyed|", "held|interrupted"].contains(row))
      #expect(marks(disk).begun.count == 1)
    }
  }
}
