import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct StopTests {
  @Test func `A command sees exactly one SIGINT, whoever asks how often`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start(
      "trap 'echo INT >> seen; echo seen > up' INT; echo up > up; read x < go; read x < go; exit 4")
    #expect(try await up.line() == "up")
    #expect(try bench.executor.stop(running.folder) == .sent)
    #expect(try await up.line() == "seen")
    // Another instance on the same folders, as after a restart.
    #expect(try bench.executor.stop(running.folder) == .sentBefore)
    try go.open()
    try go.open()
    #expect(try await running.ending().ending == .exited(4))
    #expect(try bench.content("seen") == "INT\n")
  }

  /// As Ctrl-C does: dash would not pass it on to the program it waits for.
  @Test func `The whole process group is asked`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start("sh -c 'echo up > up; exec sleep 600'; echo never reached")
    #expect(try await up.line() == "up")
    try await eventually { (try? bench.executor.stop(running.folder)) != .notStarted }
    let result = try await running.ending()
    #expect(result.ending == .signalled(SIGINT))
    #expect(result.output.isEmpty)
  }

  @Test func `Before the launch there is nothing to stop yet`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("true")
    #expect(try bench.executor.stop(prepared.folder) == .notStarted)
    #expect(try await prepared.launch().ending().ending == .exited(0))
  }

  @Test func `After the end there is nothing left to stop`() async throws {
    let bench = try Bench()
    let running = try await bench.start("true")
    _ = try await running.ending()
    #expect(try bench.executor.stop(running.folder) == .notRunning)
  }

  @Test func `An execution without a folder is an error, not a stop`() async throws {
    let bench = try Bench()
    let path = bench.executions.appending("none").appending("lock").string
    #expect(throws: ExecutorError.record(path: path, errno: ENOENT)) { try bench.executor.stop("none") }
  }
}
