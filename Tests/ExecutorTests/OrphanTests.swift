import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

/// The supervisor is killed; what it ran goes on.
@Suite(.timeLimit(.minutes(1))) struct OrphanTests {
  /// Far more than the pipe holds: without a reader the command would stand still, and with a broken pipe it would die.
  @Test func `Its command is drained to its end, without a signal`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start(
      """
      echo $PPID > up; echo before; read x < go
      head -c 8000000 /dev/zero | tr '\\0' x; echo; echo "status $?"; echo after; echo done > up; read x < go
      """)
    kill(try await up.pid(), SIGKILL)
    #expect(try await running.ending().ending == .interrupted)
    try await drained(running, in: bench)
    try go.open()
    #expect(try await up.line() == "done")
    try go.open()
    let log = bench.executor.log(of: running.folder)
    try await eventually { log.contains { $0.kind == .ended(.command) } }
    let text = log.filter { $0.kind == .output }.reduce(into: 0) { $0 += $1.text.count }
    #expect(text > 8_000_000)
    let lines = log.map { String(decoding: $0.text, as: UTF8.self) }
    #expect(lines.contains("before") && lines.contains("status 0") && lines.contains("after"))
  }

  /// In the middle of its output, at moments that differ.
  @Test(arguments: 0..<5) func `Killed while it reads, it loses the command nothing but a reader`(round: Int)
    async throws
  {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start(
      "echo $PPID > up; i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; touch finished; echo end > up"
    )
    let supervisor = try await up.pid()
    let log = bench.executor.log(of: running.folder)
    try await eventually { log.count(where: { $0.kind == .output }) >= round * 20 }
    kill(supervisor, SIGKILL)
    _ = try await running.ending()
    #expect(try await up.line() == "end")
    #expect(bench.made("finished"))
  }

  /// Nobody follows it yet: only it itself holds its pipes for reading.
  @Test func `With no reader left it is not ended by its writing`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("echo $PPID > up; read x < go; echo to nobody; echo end > up")
    let supervisor = try await up.pid()
    kill(supervisor, SIGKILL)
    try await eventually { isZombie(supervisor) }
    try go.open()
    #expect(try await up.line() == "end")
    #expect(try await running.ending().ending == .interrupted)
  }

  @Test func `Secrets are masked by whoever drains as well`() async throws {
    let bench = try Bench(session: ["PATH": "/usr/bin:/bin", "GITHUB_TOKEN": "hunter22-is-it"])
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start(
      "echo $PPID > up; read x < go; echo er22; echo now $GITHUB_TOKEN; echo end > up; read x < go")
    kill(try await up.pid(), SIGKILL)
    _ = try await running.ending()
    try await drained(running, in: bench)
    try go.open()
    #expect(try await up.line() == "end")
    let log = bench.executor.log(of: running.folder)
    try await eventually { log.contains { $0.text == Array("now ***".utf8) } }
    // The end of a secret that the supervisor may have read half of.
    #expect(!log.contains { $0.kind == .output && $0.text.starts(with: "er22".utf8) })
    #expect(log.contains { $0.kind == .cut(bytes: 5) })
    try go.open()
    #expect(try bench.everyByte(of: running.folder).range(of: Data("hunter22".utf8)) == nil)
  }

  /// What the supervisor knew is gone, and the processes do not tell any more.
  @Test func `What may hold unknown secrets is dropped`() async throws {
    let bench = try Bench(session: ["PATH": "/usr/bin:/bin", "GITHUB_TOKEN": "hunter22-is-it"])
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start(
      "exec env -i TEXT=$GITHUB_TOKEN PATH=$PATH sh -c 'echo $PPID > up; read x < go; echo $TEXT; echo end > up'"
    )
    kill(try await up.pid(), SIGKILL)
    _ = try await running.ending()
    try await drained(running, in: bench)
    try go.open()
    #expect(try await up.line() == "end")
    let log = bench.executor.log(of: running.folder)
    try await eventually { log.contains { $0.kind == .ended(.command) } }
    #expect(try bench.everyByte(of: running.folder).range(of: Data("hunter22".utf8)) == nil)
  }

  @Test func `Its user can still stop it`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start(
      "trap 'echo INT > up; exit' INT; echo $PPID > up; while :; do sleep 0.1; done")
    kill(try await up.pid(), SIGKILL)
    _ = try await running.ending()
    #expect(try bench.executor.stop(running.folder) == .sent)
    #expect(try await up.line() == "INT")
  }

  /// Waits until somebody reads what it writes, which is not at once when its end is told.
  private func drained(_ running: RunningExecution, in bench: Bench) async throws {
    let log = bench.executor.log(of: running.folder)
    try await eventually {
      log.contains { $0.kind == .note && $0.text.starts(with: "the supervisor has gone".utf8) }
    }
  }
}
