import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct RunningExecutionTests {
  @Test func `A folder that is removed meanwhile is no end`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("echo $$ > up; read x < go")
    let pid = try await up.pid()
    var reports = running.reports().makeAsyncIterator()
    _ = await reports.next()
    try FileManager.default.removeItem(atPath: bench.executions.appending(running.folder).string)
    while await reports.next() != nil {}
    #expect(bench.executor.lives(running.folder) == .unknown && kill(pid, 0) == 0)
    let result = try #require(try await bench.executor.follow(running.folder)?.ending())
    #expect(result.isRecordMissing && result.ending == .interrupted)
    try go.open()
  }

  @Test func `Several can wait for one end, before and after it`() async throws {
    let bench = try Bench()
    let go = try bench.fifo("go")
    let running = try await bench.start("read x < go; exit 6")
    let other = try #require(bench.executor.follow(running.folder))
    async let first = running.ending()
    async let second = other.ending()
    try go.open()
    #expect(try await first.ending == .exited(6))
    #expect(try await second == first)
    #expect(try await running.ending() == first)
  }

  @Test func `A cancelled wait ends at once and leaves the command alone`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("echo up > up; read x < go; exit 2")
    let waiting = Task { try await running.ending() }
    #expect(try await up.line() == "up")
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    try go.open()
    let again = try #require(bench.executor.follow(running.folder))
    #expect(try await again.ending().ending == .exited(2))
  }

  @Test func `Its start can be waited for, and is recorded by then`() async throws {
    let bench = try Bench()
    let go = try bench.fifo("go")
    let running = try await bench.start("read x < go")
    try await running.started()
    #expect(try bench.record(running.folder).readStarted() != nil)
    try await running.started()
    try go.open()
    #expect(try await running.ending().ending == .exited(0))
  }

  @Test func `What cannot start, or another process started, is not waited for`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("true")
    try FileManager.default.removeItem(atPath: bench.project.string)
    let running = prepared.launch()
    try await running.started()
    #expect(try await running.ending().startedAt == nil)
    try await #require(bench.executor.follow(running.folder)).started()
  }

  @Test func `A folder that is gone proves nothing`() async throws {
    let bench = try Bench()
    let running = try #require(bench.executor.follow("20260101T000000.000000000Z-12345678"))
    let result = try await running.ending()
    #expect(result.ending == .interrupted)
    #expect(result.error.hasSuffix("/lock: No such file or directory"))
  }

  @Test(arguments: ["started", "ended"])
  func `A damaged record never passes for a success or a proof`(entry: String) async throws {
    let bench = try Bench()
    let running = try await bench.start("true")
    _ = try await running.ending()
    let folder = bench.executions.appending(running.folder)
    try FileManager.default.removeItem(atPath: folder.appending("ended").string)
    try Data("killall-tofu".utf8).write(to: URL(filePath: folder.appending(entry).string))
    #expect(try await running.ending().ending == .interrupted)
  }

  @Test(arguments: [
    "", ".", "..", "../x", "a/b", ".hidden", "a\0b", "a\nb", "ä", String(repeating: "a", count: 101),
  ])
  func `A name that is none of ours is not followed`(name: String) throws {
    let bench = try Bench()
    #expect(bench.executor.follow(name) == nil)
    #expect(try bench.executor.stop(name) == .notRunning)
  }
}
