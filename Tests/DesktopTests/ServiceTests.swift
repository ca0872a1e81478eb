import Foundation
import RealParts
import Testing

/// The daemon as a service that is run by something which speaks as systemd does.
@Suite(.desktop, .timeLimit(.minutes(1))) struct ServiceTests {
  @Test func itTellsHowItIs() async throws {
    try await Desk.with { desk in
      let listener = try desk.startListening(watchdog: .milliseconds(400))
      let daemon = try await desk.startDaemon()
      try await desk.wait("ready") { listener.all.contains("READY=1") }
      try await desk.wait("signs of life") { listener.all.count { $0 == "WATCHDOG=1" } > 2 }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
      let words = "STATUS=1 active project, the next deadline is that of demo, "
      try await desk.wait("the status") { listener.all.contains { $0.hasPrefix(words) } }
      daemon.send(SIGHUP)
      try await desk.wait("the reload") { listener.all.last { !$0.hasPrefix("WATCHDOG") } == "READY=1" }
      #expect(listener.all.contains { $0.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") })
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
      #expect(listener.all.last == "STOPPING=1")
      #expect(listener.all.count { $0 == "READY=1" } == 2)
    }
  }

  /// A daemon that hangs is killed by SIGABRT; the teardown does not notice, and the next daemon follows it.
  @Test func aTeardownOutlivesAKillByTheWatchdog() async throws {
    try await Desk.with { desk in
      try desk.needNoWarnings()
      let listener = try desk.startListening(watchdog: .milliseconds(400))
      // Swift would print where it was, and go on; whoever runs the service kills it for good then.
      desk.set("SWIFT_BACKTRACE", "enable=no")
      let daemon = try await desk.startDaemon()
      let variables = "env | cut -d= -f1 | sort > ../variables"
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1s", "--command",
        "\(variables); touch ../begun; while [ ! -e ../go ]; do sleep 0.1; done; echo >> ../ended")
      try await desk.wait("the start") { FileManager.default.fileExists(atPath: "\(desk.folder)/begun") }
      daemon.send(SIGSTOP)
      daemon.send(SIGABRT)
      daemon.send(SIGCONT)
      #expect(await daemon.finished().code != 0)
      #expect(listener.all.last != "STOPPING=1")
      let next = try await desk.startDaemon()
      #expect(try await desk.sqlite("SELECT status FROM projects") == "destroying")
      try Data().write(to: URL(filePath: "\(desk.folder)/go"))
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == "completed|0")
      #expect(try String(contentsOfFile: "\(desk.folder)/ended", encoding: .utf8) == "\n")
      try await desk.wait("its word") { next.errors.contains("is over") }
      #expect(next.errors.components(separatedBy: "is over").count == 2, "\(next.errors)")
      let handed = try String(contentsOfFile: "\(desk.folder)/variables", encoding: .utf8)
      #expect(handed.contains("HOME\n"))
      for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "INVOCATION_ID", "JOURNAL_STREAM"] {
        #expect(!handed.contains(name), "\(handed)")
      }
    }
  }

  @Test func nonsenseIsIgnored() async throws {
    try await Desk.with { desk in
      desk.set("NOTIFY_SOCKET", "nonsense")
      desk.set("WATCHDOG_USEC", "-1")
      desk.set("WATCHDOG_PID", "x")
      desk.set("KILLALL_TOFU_RESTART_STATUS", "1000")
      let daemon = try await desk.startDaemon()
      #expect(daemon.errors.contains("NOTIFY_SOCKET is ignored"))
      #expect(daemon.errors.contains("KILLALL_TOFU_RESTART_STATUS is ignored"))
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
    }
  }
}

extension Desk {
  /// Listens as whoever runs the daemon as a service, and wants a sign of life within each `watchdog`.
  fileprivate func startListening(watchdog: Duration) throws -> NotifyListener {
    let place = "@\(folder)/notify"
    set("NOTIFY_SOCKET", place)
    let (seconds, attoseconds) = watchdog.components
    set("WATCHDOG_USEC", "\(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)")
    set("INVOCATION_ID", "0123456789abcdef0123456789abcdef")
    set("JOURNAL_STREAM", "1:2")
    return try NotifyListener(at: place)
  }
}
