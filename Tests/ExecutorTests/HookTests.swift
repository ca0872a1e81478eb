import Deadlines
import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct HookTests {
  @Test func `All parts run in their order, each in a group of its own`() async throws {
    let bench = try Bench()
    let result = try await bench.run("echo command >> order; ps -o pgid= -p $$ >> groups") { teardown in
      teardown.hooks = hooks(
        "echo before >> order; ps -o pgid= -p $$ >> groups",
        after: "echo after >> order; ps -o pgid= -p $$ >> groups",
        failure: "echo failure >> order")
      teardown.check = Array("echo check >> order; ps -o pgid= -p $$ >> groups".utf8)
    }
    #expect(result.ending == .exited(0) && result.followingHook == nil && !result.isUnchecked)
    #expect(try bench.content("order") == "before\ncommand\ncheck\nafter\n")
    #expect(try Set(bench.content("groups").split(separator: "\n")).count == 4)
  }

  @Test(arguments: [
    ("exit 3", ExecutionResult.Ending.hookFailed(code: 3, signal: nil)),
    ("kill -9 $$", .hookFailed(code: nil, signal: 9)),
    ("no-such-program", .hookFailed(code: 127, signal: nil)),
  ])
  func `A failed hook before it keeps the command from running`(
    line: String, ending: ExecutionResult.Ending
  ) async throws {
    let bench = try Bench()
    let result = try await bench.run("touch ran") { teardown in
      teardown.hooks = hooks("echo why; \(line)", after: "touch after", failure: "touch failure")
      teardown.isLastAttempt = false
    }
    #expect(result.ending == ending)
    #expect(result.output == "why\n" && !result.isWorthRetrying)
    #expect(!bench.made("ran") && !bench.made("after") && bench.made("failure"))
  }

  @Test(arguments: [(true, 1, true), (false, 1, false), (false, 127, true), (false, 126, true)])
  func `The hook for failures runs after the last of them`(
    isLast: Bool, code: Int, runs: Bool
  ) async throws {
    let bench = try Bench()
    let result = try await bench.run("exit \(code)") { teardown in
      teardown.hooks = hooks(nil, after: "touch after", failure: "touch failure")
      teardown.isLastAttempt = isLast
    }
    #expect(result.ending == .exited(Int32(code)) && result.isWorthRetrying == (code == 1))
    #expect(bench.made("failure") == runs && !bench.made("after"))
  }

  @Test func `What was asked to stop has failed for good`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start("echo up > up; exec sleep 600") { teardown in
      teardown.hooks = hooks(nil, after: nil, failure: "touch failure")
      teardown.isLastAttempt = false
    }
    #expect(try await up.line() == "up")
    #expect(try bench.executor.stop(running.folder) == .sent)
    let result = try await running.ending()
    #expect(result.ending == .signalled(SIGINT) && result.wasStopped && !result.isWorthRetrying)
    #expect(bench.made("failure"))
  }

  @Test func `A stop during the hook before it keeps the command from running`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("touch ran") { teardown in
      teardown.hooks = hooks(
        "trap 'echo seen > up' INT; echo up > up; read x < go; read x < go; exit 0", after: nil, failure: nil)
    }
    #expect(try await up.line() == "up")
    #expect(try bench.executor.stop(running.folder) == .sent)
    #expect(try await up.line() == "seen")
    try go.open()
    try go.open()
    let result = try await running.ending()
    #expect(result.ending == .hookFailed(code: 0, signal: nil) && result.wasStopped)
    #expect(!bench.made("ran"))
  }

  /// Destroyed stays destroyed, whatever becomes of the hook or of the supervisor during it.
  @Test(arguments: ["exit 4", "kill -9 $PPID; exit 0"])
  func `A failure after a success is told, and changes nothing`(line: String) async throws {
    let bench = try Bench()
    let result = try await bench.run("true") { $0.hooks = hooks(nil, after: line, failure: "touch failure") }
    #expect(result.ending == .exited(0))
    let manner: HookEnding.Manner = line == "exit 4" ? .exited(4) : .interrupted
    #expect(result.followingHook == HookEnding(hook: .afterDestroy, manner: manner))
    #expect(!bench.made("failure"))
  }

  @Test func `The verdict is on record before the hook after it begins`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("exit 6") {
      $0.hooks = hooks(nil, after: nil, failure: "echo up > up; read x < go")
    }
    #expect(try await up.line() == "up")
    #expect(try bench.record(running.folder).readEnded()?.outcome == .exited(6))
    try go.open()
    #expect(try await running.ending().followingHook == nil)
  }

  @Test func `A hook that says nothing for too long is ended, the teardown goes on`() async throws {
    let bench = try Bench()
    let result = try await bench.run("echo done") { teardown in
      teardown.hooks = hooks(nil, after: "trap '' INT; echo begun; while :; do sleep 600; done", failure: nil)
      teardown.silenceLimit = .seconds(1)
    }
    #expect(
      result.ending == .exited(0) && result.output == "done\n" && !result.wasKilled && !result.wasStopped)
    #expect(result.followingHook == HookEnding(hook: .afterDestroy, manner: .signalled(SIGKILL)))
  }

  private func hooks(_ before: String?, after: String?, failure: String?) -> ExecutionWishes.Hooks {
    .init(beforeDestroy: before, afterDestroy: after, onFailure: failure)
  }
}
