import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

/// Somebody else wrote to the folder of an execution.
@Suite(.timeLimit(.minutes(1))) struct HostileFolderTests {
  @Test(arguments: ["stdout", "stderr", "log", "tail.1", "silent", "ended", "lock", "intent", "started"])
  func `A FIFO in it keeps nobody from its result`(name: String) async throws {
    let bench = try Bench()
    let running = try await bench.start("echo text")
    _ = try await running.ending()
    let path = bench.executions.appending(running.folder).appending(name).string
    unlink(path)
    try #require(mkfifo(path, 0o600) == 0)
    let result = try #require(try await bench.executor.follow(running.folder)?.ending())
    #expect(result.ending == (["ended", "lock"].contains(name) ? .interrupted : .exited(0)))
    #expect(bench.executor.underWay().isEmpty)
    for await report in running.reports() { #expect(report != .heardAgain) }
    let lines = bench.executor.log(of: running.folder).count { $0.kind == .output }
    #expect(lines == (name == "log" ? 0 : 1))
    _ = ExecutionFolders(root: bench.executions).remove(running.folder)
  }
}
