import Deadlines
import ExecutionJournal
import Executor
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct SilenceTests {
  @Test func `A silent command is reported, and never ended for it`() async throws {
    let bench = try Bench()
    let go = try bench.fifo("go")
    let running = try await bench.start("echo one; read x < go; echo two; read x < go; exit 5") {
      $0.silenceLimit = .seconds(1)
    }
    var seen: [String] = []
    for await report in running.reports() {
      switch report {
      case .output(let lines):
        seen += lines.filter { $0.kind == .output }.map { String(decoding: $0.text, as: UTF8.self) }
      case .silent(let since):
        #expect(Timestamp(Int64(Date().timeIntervalSince1970)) - since <= .seconds(20))
        seen.append("silent")
        try go.open()
      case .heardAgain: seen.append("heard")
      }
    }
    #expect(
      seen == ["one", "silent", "two", "heard", "silent", "heard"]
        || seen == ["one", "silent", "heard", "two", "silent", "heard"])
    let result = try await running.ending()
    #expect(result.ending == .exited(5) && !result.wasStopped && !result.wasKilled)
  }

  @Test func `The project's own limit asks once, then kills`() async throws {
    let bench = try Bench()
    let result = try await bench.run("trap 'echo INT' INT; while :; do sleep 600; done") { teardown in
      teardown.silenceLimit = .seconds(1)
      teardown.killAfter = .seconds(1)
      teardown.isLastAttempt = false
    }
    #expect(result.ending == .signalled(SIGKILL))
    #expect(result.output == "INT\n" && result.wasStopped && result.wasKilled && !result.isWorthRetrying)
  }

  @Test func `That limit counts from a stop that somebody else asks for`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start(
      "trap 'echo INT' INT; echo up > up; while :; do sleep 600 & wait; done"
    ) {
      $0.killAfter = .seconds(1)
    }
    #expect(try await up.line() == "up")
    #expect(try bench.executor.stop(running.folder) == .sent)
    let result = try await running.ending()
    #expect(result.ending == .signalled(SIGKILL) && result.output == "INT\n" && result.wasKilled, "\(result)")
  }

  @Test func `A command that ignores SIGINT lives until its user kills it`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start(
      "trap '' INT; echo up > up; read x < go; echo still > up; exec sleep 600")
    #expect(try await up.line() == "up")
    #expect(try bench.executor.stop(running.folder) == .sent)
    try go.open()
    #expect(try await up.line() == "still")
    #expect(try bench.executor.kill(running.folder) == .sent)
    let result = try await running.ending()
    #expect(result.ending == .signalled(SIGKILL) && result.wasStopped && result.wasKilled)
    #expect(try bench.executor.kill(running.folder) == .notRunning)
  }
}
