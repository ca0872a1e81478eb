import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct UnderWayTests {
  @Test func `An orphan is under way until its last process has gone`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start("echo $PPID $$ > up; exec sleep 600")
    let pids = try await up.line().split(separator: " ").compactMap { pid_t($0) }
    #expect(bench.executor.underWay().map(\.isOrphan) == [false])
    #expect(bench.executor.lives(running.folder) == .lives)
    kill(pids[0], SIGKILL)
    #expect(try await running.ending().ending == .interrupted)
    let orphan = try #require(bench.executor.underWay().first)
    #expect(orphan.folder == running.folder && orphan.isOrphan)
    #expect(orphan.directoryInode == (try bench.record(running.folder).readIntent().directoryIdentity.inode))
    #expect(bench.executor.lives(running.folder) == .lives)

    let waiting = bench.executor.follow(running.folder)
    async let gone: Void? = waiting?.groupGone()
    kill(-pids[1], SIGKILL)
    try await gone
    #expect(bench.executor.underWay().isEmpty && bench.executor.lives(running.folder) == .gone)
  }

  @Test func `Waiting for an orphan's end can be given up`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let running = try await bench.start("echo $$ > up; exec sleep 600")
    let pid = try await up.pid()
    defer { kill(-pid, SIGKILL) }
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await running.groupGone()) == nil }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }

  @Test func `What is over is not under way, and nothing of it lives`() async throws {
    let bench = try Bench()
    let running = try await bench.start("true")
    _ = try await running.ending()
    #expect(bench.executor.underWay().isEmpty && bench.executor.lives(running.folder) == .gone)
    try await running.groupGone()
  }

  @Test func `Without a readable record nobody knows`() async throws {
    let bench = try Bench()
    let running = try await bench.start("true")
    _ = try await running.ending()
    let folder = bench.executions.appending(running.folder)
    #expect(bench.executor.lives("none") == .unknown && bench.executor.lives("../x") == .unknown)
    try Data("garbage".utf8).write(to: URL(filePath: folder.appending("started").string))
    #expect(bench.executor.lives(running.folder) == .unknown)
    try FileManager.default.removeItem(atPath: folder.string)
    #expect(bench.executor.lives(running.folder) == .unknown)
  }

  @Test func `An execution is found where its log says that it lies`() async throws {
    let (here, there) = (try Bench(), try Bench())
    let running = try await there.start("echo there")
    _ = try await running.ending()
    let log = there.executor.logPath(of: running.folder)
    func text(_ path: String?, _ folder: String) -> [String] {
      here.executor.located(at: path, folder: folder).log(of: running.folder)
        .filter { $0.kind == .output }.map { String(decoding: $0.text, as: UTF8.self) }
    }
    #expect(text(log, running.folder) == ["there"])
    #expect(text(nil, running.folder).isEmpty && text(log, "other").isEmpty)
    #expect(text("\(running.folder)/log", running.folder).isEmpty)
  }
}
