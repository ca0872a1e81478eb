import Foundation
import RealParts
import Testing

/// An upgrade replaces the program file of a daemon that runs.
@Suite(.desktop, .timeLimit(.minutes(2))) struct SuccessorTests {
  @Test func aTeardownKeepsTheDaemonAndThenTheNewOneTakesOver() async throws {
    try await Desk.with { desk in
      try desk.needNoWarnings()
      // What nobody could be told yet would be waited for.
      _ = try await desk.startDunst()
      try await desk.installPrograms()
      let daemon = try desk.start([desk.program, "daemon"])
      try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
      let owner = try await desk.nameOwner()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1s", "--command",
        "touch ../begun; while [ ! -e ../go ]; do sleep 0.1; done; echo >> ../ended")
      try await desk.wait("the start") { FileManager.default.fileExists(atPath: "\(desk.folder)/begun") }
      try await desk.replaceProgram()
      try await desk.wait("the notice") { daemon.errors.contains("takes over when nothing is under way") }
      #expect(try await desk.nameOwner() == owner)
      let doctor = try await desk.killallTofu("doctor").output.replacing(/\s+/, with: " ")
      #expect(doctor.contains("has been replaced since: it restarts by itself when no teardown"), "\(doctor)")
      #expect(!daemon.errors.contains("making way"))
      try Data().write(to: URL(filePath: "\(desk.folder)/go"))
      try await desk.waitForStatus("destroyed")
      try await desk.wait("the new daemon") {
        daemon.errors.components(separatedBy: "reachable over D-Bus").count == 3
      }
      #expect(try await ![owner, ""].contains(desk.nameOwner()))
      let running = try FileManager.default.attributesOfItem(
        atPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(daemon.pid)/exe"))
      let installed = try FileManager.default.attributesOfItem(atPath: desk.program)
      #expect(running[.systemFileNumber] as? UInt64 == installed[.systemFileNumber] as? UInt64)
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == "completed|0")
      #expect(try String(contentsOfFile: "\(desk.folder)/ended", encoding: .utf8) == "\n")
      #expect(daemon.errors.components(separatedBy: "making way").count == 2, "never twice for one file")
      let start = ContinuousClock.now
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
      #expect(ContinuousClock.now - start < .seconds(10))
    }
  }

  /// A warning that was accepted counts for the new daemon as well, and is not shown again.
  @Test func whatWasAcceptedStaysSo() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try await desk.installPrograms()
      let daemon = try desk.start([desk.program, "daemon"])
      try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "340s", "--name", "demo", "--command", "true")
      try await desk.wait("the warning") {
        try await desk.number("SELECT count(*) FROM events WHERE type = 'warned'") == 1
      }
      try await desk.replaceProgram()
      try await desk.wait("the new daemon") {
        daemon.errors.components(separatedBy: "reachable over D-Bus").count == 3
      }
      try await desk.wait("its popup") { try await dunst.shown() == 1 }
      #expect(try await desk.number("SELECT count(*) FROM events WHERE type = 'warned'") == 1)
      #expect(!daemon.errors.contains("warnings are void"), "\(daemon.errors)")
      #expect(!daemon.errors.contains("was not accepted"), "\(daemon.errors)")
      // The new one is who answers for it.
      #expect(try await desk.call("Cancel", "demo").code == 0)
      try await desk.waitForStatus("cancelled")
    }
  }

  @Test func garbageIsToldOnceAndWaitedOn() async throws {
    try await Desk.with { desk in
      try await desk.installPrograms()
      desk.set("KILLALL_TOFU_RESTART_STATUS", "75")
      let daemon = try desk.start([desk.program, "daemon"])
      try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
      try "no program\n".write(toFile: "\(desk.folder)/garbage", atomically: true, encoding: .utf8)
      try await desk.replace(desk.program, by: "\(desk.folder)/garbage")
      try await desk.wait("the complaint") {
        daemon.errors.contains("cannot be run, is no Killall-Tofu or cannot serve")
      }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "9h", "--name", "demo", "--command", "true")
      try await desk.waitForObject()
      #expect(daemon.errors.components(separatedBy: "cannot be run").count == 2)
      // Nor does it end when there is nothing any more.
      try FileManager.default.removeItem(atPath: desk.program)
      try await desk.wait("the notice") { daemon.errors.contains("is gone: this daemon goes on") }
      #expect(try await desk.call("Rescan").code == 0)
      #expect(daemon.errors.components(separatedBy: "is gone").count == 2)
      // Whoever runs it as a service and said so starts it anew.
      try await desk.replaceProgram()
      #expect(await daemon.finished().code == 75)
      #expect(try await desk.nameOwner().isEmpty)
    }
  }
}
