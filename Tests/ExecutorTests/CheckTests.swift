import Deadlines
import Executor
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct CheckTests {
  @Test(arguments: [
    ("true", ExecutionResult.Ending.exited(0), false), ("echo; echo data.a.b", .exited(0), false),
    ("echo a.b; echo module.m.data.c.d; printf e.f", .leftBehind(names: ["a.b", "e.f"], count: 2), false),
    ("echo a.b; exit 1", .exited(0), true), ("echo a.b; kill -9 $$", .exited(0), true),
    ("no-such-program", .exited(0), true), ("echo err.or >&2", .exited(0), false),
  ])
  func `What a check lists is left, unless it fails`(
    check: String, ending: ExecutionResult.Ending, isUnchecked: Bool
  ) async throws {
    let bench = try Bench()
    let result = try await bench.run("echo done") { teardown in
      teardown.check = Array(check.utf8)
      teardown.hooks.afterDestroy = "touch after"
      teardown.hooks.onFailure = "touch failure"
    }
    #expect(result.ending == ending && result.isUnchecked == isUnchecked && result.exitCode == 0)
    #expect(result.output == "done\n")
    let isSuccess = ending == .exited(0) && !isUnchecked
    #expect(bench.made("after") == isSuccess && bench.made("failure") == !isSuccess)
    #expect(result.isWorthRetrying == !isSuccess)
  }

  /// It is sent to the check's group, which may take it for a reason to end well.
  @Test(arguments: [0, 1]) func `A check that was asked to stop proves nothing`(code: Int) async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start("true") { teardown in
      teardown.check = Array("trap 'exit \(code)' INT; echo up > up; while :; do sleep 0.05; done".utf8)
      teardown.hooks.afterDestroy = "touch after"
      teardown.hooks.onFailure = "touch failure"
      teardown.isLastAttempt = false
    }
    #expect(try await up.line() == "up")
    #expect(try bench.executor.stop(running.folder) == .sent)
    let result = try await running.ending()
    #expect(result.ending == .exited(0) && result.isUnchecked && result.wasStopped && !result.isWorthRetrying)
    #expect(!bench.made("after") && bench.made("failure"))
  }

  @Test func `A check that a stop came before is whole`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start("trap 'exit 0' INT; echo up > up; while :; do sleep 0.05; done") {
      $0.check = Array("true".utf8)
    }
    #expect(try await up.line() == "up")
    #expect(try bench.executor.stop(running.folder) == .sent)
    let result = try await running.ending()
    #expect(result.ending == .exited(0) && !result.isUnchecked && result.wasStopped)
  }

  @Test func `A failed command is not checked`() async throws {
    let bench = try Bench()
    let result = try await bench.run("exit 1") { $0.check = Array("touch checked; echo a.b".utf8) }
    #expect(result.ending == .exited(1) && !result.isUnchecked && !bench.made("checked"))
  }

  @Test func `A check without end proves nothing`() async throws {
    let bench = try Bench()
    let result = try await bench.run("true") { teardown in
      teardown.check = Array("echo a.b; trap '' INT; while :; do echo a.b; sleep 0.05; done".utf8)
      teardown.silenceLimit = .milliseconds(200)
    }
    #expect(result.ending == .exited(0) && result.isUnchecked && !result.wasKilled)
  }

  /// A line may come in pieces, with a pause after which what is there is written.
  @Test func `A name that comes in pieces is one`() async throws {
    let bench = try Bench()
    let result = try await bench.run("true") {
      $0.check = Array("printf aws_; sleep 1.2; echo vpc.main".utf8)
    }
    #expect(result.ending == .leftBehind(names: ["aws_vpc.main"], count: 1))
  }
}
