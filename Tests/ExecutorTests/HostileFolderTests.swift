import Deadlines
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

  @Test(arguments: [
    String(repeating: "9", count: 24), "99999999999999999999-1-1T1:1:1.1Z", "2026-11-26T16:45:43.12\u{E9}",
    "2026-99-26T16:45:43.123Z",
  ])
  func `A line of the log whose time is none is left out`(time: String) async throws {
    let bench = try Bench()
    let folder = try await finished(in: bench)
    try append("\(time) out  forged\n2026-11-26T16:45:43.123Z out  own\n", to: "log", of: folder, in: bench)
    let texts = bench.executor.log(of: folder).filter { $0.kind == .output }.map(\.text)
    #expect(texts == ["text", "own"].map { Array($0.utf8) })
  }

  @Test func `Numbers in it are taken for what can be counted`() async throws {
    let bench = try Bench()
    let folder = try await finished(in: bench)
    for name in ["tail.1", "tail.2", "tail.\(Int.max)"] {
      try append(
        "2026-11-26T16:45:43.123Z ---  tail: \(Int.max) bytes lie between\n"
          + "2026-11-26T16:45:43.123Z ---  command ended: exit 0 (out \(Int.max), err \(Int.max) bytes)\n",
        to: name, of: folder, in: bench)
    }
    let result = try #require(try await bench.executor.follow(folder)?.ending())
    #expect(result.output.hasPrefix("text"))
    #expect(bench.executor.log(of: folder).contains { $0.kind == .cut(bytes: 1 << 50) })
  }

  @Test(arguments: [Int64.min, -1, .max]) func `A time in it lies between 1970 and 9999`(time: Int64)
    async throws
  {
    let bench = try Bench()
    let go = try bench.fifo("go")
    let running = try await bench.start("read x < go")
    try append("\(time)\n", to: "silent", of: running.folder, in: bench)
    for await case .silent(let since) in running.reports() {
      #expect((Timestamp(0)...Timestamp(253_402_300_799)).contains(since))
      try go.open()
    }
  }

  /// Sparse, so that it takes no room: 4 GiB of NULs behind what is ours.
  @Test func `A log larger than any is read as far as one goes`() async throws {
    let bench = try Bench()
    let folder = try await finished(in: bench)
    let path = bench.executions.appending(folder).appending("log").string
    try #require(truncate(path, 4 << 30) == 0)
    let result = try #require(try await bench.executor.follow(folder)?.ending())
    #expect(result.output.hasPrefix("text\n"))
    #expect(bench.executor.log(of: folder).count { $0.kind == .output } == 1)
  }

  @Test func `A line longer than any is cut`() async throws {
    let bench = try Bench()
    let folder = try await finished(in: bench)
    let long = String(repeating: "x", count: 2 << 20)
    try append(
      "2026-11-26T16:45:43.123Z out  \(long)\n2026-11-26T16:45:43.123Z out  next\n", to: "log",
      of: folder, in: bench)
    let texts = bench.executor.log(of: folder).filter { $0.kind == .output }.map(\.text)
    #expect(texts.count == 3 && texts.last == Array("next".utf8))
    #expect(texts.allSatisfy { $0.count <= 512 * 1024 })
  }

  private func finished(in bench: Bench) async throws -> String {
    let running = try await bench.start("echo text")
    _ = try await running.ending()
    return running.folder
  }

  private func append(_ text: String, to name: String, of folder: String, in bench: Bench) throws {
    let path = bench.executions.appending(folder).appending(name)
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
    _ = try file.closeAfter { try file.writeAll(text.utf8) }
  }
}
