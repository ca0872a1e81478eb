import Foundation
import RealParts
import Testing

/// Buses and notification servers that are absent, late, hung or restarted: nothing unwarned, nothing lost.
@Suite(.desktop) struct ServerTroubleTests {
  @Test func aHungServerHasNotWarnedAnybody() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      dunst.process.send(SIGSTOP)
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "4s", "--command", "touch destroyed")
      try await desk.waitForStatus("held")
      #expect(try await desk.sqlite("SELECT hold_reason FROM projects") == "unwarned")
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/destroyed"))
      dunst.process.send(SIGCONT)
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.events().contains("warned"))
    }
  }

  @Test func aRestartedServerShowsTheWarningAgainWithLiveButtons() async throws {
    try await Desk.with { desk in
      var dunst = try await desk.startDunst()
      try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "30s", "--command", "touch destroyed")
      try await desk.wait("the warning") { try await dunst.shown() == 1 }
      await dunst.process.end(SIGKILL)
      dunst = try await desk.startDunst()
      try await desk.wait("the warning again") { try await dunst.shown() == 1 }
      try await dunst.press("Extend 1 hour")
      try await desk.wait("the extension") { try await desk.events().contains("extended") }
    }
  }

  @Test func aLateBusIsFound() async throws {
    try await Desk.with(bus: false) { desk in
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      try await desk.wait("the complaint") { daemon.errors.contains("no session bus") }
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "2s", "--command", "touch destroyed")
      try await desk.waitForStatus("held")
      try await desk.startBus()
      _ = try await desk.startDunst()
      try await desk.wait("the bus") { daemon.errors.contains("reachable over D-Bus") }
      try await desk.waitForStatus("destroyed")
    }
  }

  @Test func aLostBusDoesNotEndTheDaemon() async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemon()
      await desk.endBus()
      try await desk.wait("the complaint") { daemon.errors.contains("no session bus") }
      try await desk.startBus()
      try await desk.wait("the name") {
        try await desk.run("busctl", "--user", "list").output.contains("io.github.killallgit.KillallTofu1")
      }
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
    }
  }
}
