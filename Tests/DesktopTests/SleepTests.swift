import Foundation
import RealParts
import Testing

/// The real daemon under a real bus with a logind on it.
@Suite(.desktop) struct SleepTests {
  /// Two hours of sleep over a deadline: it is said before, nothing is destroyed on return, and the grace runs.
  @Test func aSleepAcrossADeadline() async throws {
    try await Desk.with { desk in
      let logind = try await desk.startLogind()
      try await desk.startMovableClocks()
      let dunst = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      try await desk.wait("the lock that lets us speak first") {
        try await logind.locks().contains(#""sleep" "Killall-Tofu""#)
      }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "touch ../gone")
      try await desk.wait("first sight") {
        try await desk.run("busctl", "--user", "tree", "--list", "io.github.killallgit.KillallTofu1").output
          .contains("projects/1\n")
      }
      try await logind.say(sleeping: true)
      try await desk.wait("the lock let go") {
        try await !logind.locks().contains(#""sleep" "Killall-Tofu""#)
      }
      // It was let go only once the notification had been accepted.
      #expect(
        try await dunst.everShown().contains("demo outlives its deadline if this machine sleeps"))
      try desk.sleepThrough(7_200)
      try await logind.say(sleeping: false)
      try await desk.waitForStatus("held")
      #expect(try await desk.sqlite("SELECT hold_reason FROM projects") == "overdue")
      try await desk.wait("the fresh warning") { try await desk.events().contains("warned") }
      #expect(try await dunst.everShown().contains("demo is overdue: destroyed in 30 minutes"))
      #expect(try await desk.killallTofu("show", "demo").output.contains("unless you object"))
      try await desk.wait("the lock taken again") {
        try await logind.locks().contains(#""sleep" "Killall-Tofu""#)
      }
      #expect(!FileManager.default.fileExists(atPath: "\(desk.folder)/gone"), "\(daemon.errors)")
    }
  }

  /// A deadline just after waking waits two minutes, and says so.
  @Test func nothingStartsRightAfterWaking() async throws {
    try await Desk.with { desk in
      let logind = try await desk.startLogind()
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      try await desk.wait("the lock") { try await logind.locks().contains("Killall-Tofu") }
      try await logind.say(sleeping: false)
      try await desk.wait("the waking") {
        try await desk.sqlite("SELECT woke_at IS NOT NULL FROM clock_mark") == "1"
      }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "6s", "--name", "demo", "--command", "touch ../gone")
      try await desk.wait("the warning") { try await desk.events().contains("warned") }
      try await desk.wait("the wait") { try await desk.events().contains("configured") }
      let shown = try await desk.killallTofu("show", "demo").output
      #expect(shown.contains("Waits       until "), "\(shown)")
      #expect(shown.contains("the machine has only just woken"), "\(shown)")
      #expect(!FileManager.default.fileExists(atPath: "\(desk.folder)/gone"))
    }
  }

  /// While a teardown runs the machine is kept on, whoever started it, and only as long.
  @Test func aTeardownKeepsTheMachineOn() async throws {
    try await Desk.with { desk in
      let logind = try await desk.startLogind()
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--name", "demo", "--command",
        "while [ ! -e ../go ]; do sleep 0.1; done")
      let lock = #""sleep:shutdown" "Killall-Tofu" "Destroying “demo”: switching off now could leave half"#
      let isKept = {
        try await logind.locks().replacing("\\342\\200\\234", with: "“").replacing(
          "\\342\\200\\235", with: "”"
        ).contains(lock)
      }
      try await desk.wait("the lock") { try await isKept() }
      await daemon.end(SIGKILL)
      try await desk.wait("the lock gone with the daemon") { try await !isKept() }
      try await desk.startDaemon()
      try await desk.wait("the lock of the one that follows") { try await isKept() }
      try Data().write(to: URL(filePath: "\(desk.folder)/go"))
      try await desk.waitForStatus("destroyed")
      try await desk.wait("the lock let go") { try await !isKept() }
    }
  }

  /// Without a system bus everything else works, and that is logged once.
  @Test func withoutLogindItIsLoggedOnce() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "6s", "--command", "true")
      try await desk.waitForStatus("destroyed")
      #expect(daemon.errors.components(separatedBy: "system bus").count == 2, "\(daemon.errors)")
    }
  }
}
