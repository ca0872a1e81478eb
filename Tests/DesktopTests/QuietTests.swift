import Foundation
import RealParts
import Testing

@Suite(.desktop) struct QuietTests {
  /// Threads that sleep are never switched, so the count is exact: a single one is a wake-up.
  ///
  /// Libdispatch makes one a second from the first thread of its global queues on; see `TaskThreads`, which other compilers
  /// leave with those.
  #if compiler(>=6.3) && compiler(<6.4)
    @Test func nothingWakesTheDaemonWhileNothingIsDue() async throws {
      try await Desk.with { desk in
        _ = try await desk.startLogind()
        _ = try await desk.startDunst()
        // A program of its own: another test makes links to the one they share, which whoever runs that is told of.
        try await desk.installPrograms()
        let daemon = try desk.start([desk.program, "daemon"])
        try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
        _ = try await desk.killallTofu("add", desk.project, "--timeout", "12h", "--command", "true")
        try await desk.wait("first sight") {
          try await desk.sqlite("SELECT destroy_at IS NOT NULL FROM projects") == "1"
        }
        // The start sets time limits, and one that is not needed any more still runs out.
        try await desk.wait("calm") {
          if try isTimed(daemon) { return false }
          return try await !switches(of: daemon, within: .seconds(3))
        }
        #expect(try await !switches(of: daemon, within: .seconds(6)))
        #expect(try await desk.killallTofu("extend", "1", "1h").code == 0)
      }
    }
  #endif

  /// Whoever started the daemon may have left signals blocked or ignored, and the daemon handles some.
  @Test func signalsReachTheDaemonAndTheCommandStartsWithNoneBlockedOrIgnored() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try desk.start([
        "env", "--block-signal=TERM,HUP,USR1", "--ignore-signal=HUP,QUIT", Desk.killallTofu, "daemon",
      ])
      try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "3s", "--command", "cat /proc/self/status > status")
      try await desk.waitForStatus("destroyed")
      let status = try String(contentsOfFile: "\(desk.project)/status", encoding: .utf8)
      #expect(try signals("SigBlk", in: status) == 0, "\(status)")
      #expect(try signals("SigIgn", in: status) == 0, "\(status)")
      daemon.send(SIGHUP)
      try await desk.wait("the settings") { daemon.errors.contains("settings read again") }
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
    }
  }
}

/// A set of signals from a process's status, without 32 and above, which belong to the C library and to nobody else.
private func signals(_ name: String, in status: String) throws -> UInt64 {
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("\(name):\t") })
  return try #require(UInt64(line.dropFirst(name.count + 2), radix: 16)) & 0x7fff_ffff
}

/// Whether a task of the process sleeps: a timer of the two clocks for that is set (proc_pid_fdinfo(5)).
private func isTimed(_ process: ChildProcess) throws -> Bool {
  let folder = "/proc/\(process.pid)/fdinfo"
  return try FileManager.default.contentsOfDirectory(atPath: folder).contains { number in
    let info = (try? String(contentsOfFile: "\(folder)/\(number)", encoding: .utf8)) ?? ""
    let clocks = [CLOCK_BOOTTIME, CLOCK_MONOTONIC]
    return clocks.contains { info.contains("clockid: \($0)\n") } && !info.contains("it_value: (0, 0)")
  }
}

/// Whether a thread of the process gave the processor up, or is new.
private func switches(of process: ChildProcess, within time: Duration) async throws -> Bool {
  let before = try switches(of: process)
  try await Task.sleep(for: time)
  return try switches(of: process).contains { before[$0.key] != $0.value }
}

/// How often each thread gave the processor up, by itself or not.
private func switches(of process: ChildProcess) throws -> [String: [Substring]] {
  let tasks = "/proc/\(process.pid)/task"
  let threads = try FileManager.default.contentsOfDirectory(atPath: tasks)
  return Dictionary(
    uniqueKeysWithValues: threads.map { thread in
      // A thread that has just ended has no file any more.
      let status = (try? String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)) ?? ""
      return (thread, status.split(separator: "\n").filter { $0.contains("ctxt_switches") })
    })
}
