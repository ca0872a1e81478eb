import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(10))) struct OutputTests {
  @Test func `The log has every line with its stream and its time`() async throws {
    let bench = try Bench()
    let before = Int64(Date().timeIntervalSince1970 * 1000) - 1
    let running = try await bench.start("echo one; echo two >&2; printf three")
    _ = try await running.ending()
    let lines = Array(bench.executor.log(of: running.folder))
    #expect(lines.first?.kind == .began(.command))
    #expect(
      lines.first.map { String(decoding: $0.text, as: UTF8.self) } == "echo one; echo two >&2; printf three")
    #expect(lines.last?.kind == .ended(.command))
    let said = Set(
      lines.dropFirst().dropLast().map {
        "\($0.kind) \(String(decoding: $0.text, as: UTF8.self)) \($0.isPiece)"
      })
    #expect(said == ["output one false", "error two false", "output three true"])
    let now = Int64(Date().timeIntervalSince1970 * 1000) + 1
    #expect(lines.allSatisfy { (before...now).contains($0.at) })
  }

  @Test func `The very bytes come out of it again`() async throws {
    let bench = try Bench()
    let running = try await bench.start(
      "head -c 300000 /dev/urandom > bytes; cat bytes; printf '\\n\\n\\377\\r\\000--- x: y'; printf 'more\\n' >> bytes"
    )
    _ = try await running.ending()
    let output = bench.executor.log(of: running.folder).filter { $0.kind == .output }.reduce(into: Data()) {
      $0 += $1.text + ($1.isPiece ? [] : [0x0A])
    }
    let written = try Data(contentsOf: URL(filePath: bench.project.appending("bytes").string)).dropLast(5)
    #expect(output == written + Data([0x0A, 0x0A, 0xFF, 0x0D, 0]) + Data("--- x: y".utf8))
  }

  @Test func `An unfinished line is in the log after a second`() async throws {
    let bench = try Bench()
    let go = try bench.fifo("go")
    let running = try await bench.start("printf question; read x < go; echo answer")
    var pieces: [String] = []
    for await case .output(let lines) in running.reports() {
      for line in lines where line.kind == .output {
        pieces.append(String(decoding: line.text, as: UTF8.self))
        if line.isPiece { try go.open() }
      }
    }
    #expect(pieces == ["question", "answer"])
  }

  /// It left the group, so nobody waits for it; that it keeps the pipe is no reason to.
  @Test func `A process that keeps the pipe does not delay the end`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let result = try await bench.run(
      "setsid sh -c 'echo up > up; read x < go; echo late; echo gone > up' & read x < up; echo done")
    #expect(result.ending == .exited(0) && result.output == "done\n")
    try go.open()
    // Its own end of the pipe is a reader: it is not ended by a signal.
    #expect(try await up.line() == "gone")
  }

  /// 300 MB, or as many GiB as the variable says.
  @Test(arguments: [
    "head -c %n /dev/zero", "yes '\(String(repeating: "long line ", count: 20))' | head -c %n",
  ])
  func `A flood is bounded on the disk and in memory, and its size is told`(command: String) async throws {
    let gibibytes = ProcessInfo.processInfo.environment["KILLALL_TOFU_FLOOD_GIB"].flatMap { Int($0) }
    let size = gibibytes.map { $0 << 30 } ?? 300_000_000
    let bench = try Bench()
    let running = try await bench.start(
      "echo first; \(command.replacing("%n", with: "\(size)")); echo; grep -E '^(VmHWM|RssFile)' /proc/$PPID/status; echo last"
    )
    let result = try await running.ending()
    #expect(result.ending == .exited(0))
    #expect(result.output.hasPrefix("first\n") && result.output.hasSuffix("kB\nlast\n"))
    #expect(result.output.contains("bytes in all …]") && result.output.utf8.count <= 65_536)
    let figures = result.output.split(separator: "\n").dropLast().suffix(2).map { line in
      line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first
    }
    // How much of the program itself is in memory is the system's business.
    let (peak, program) = (try #require(figures.first ?? nil), try #require(figures.last ?? nil))
    #expect(peak > program && peak - program < 4 * 1024)
    #expect(try bench.everyByte(of: running.folder).count < 17 << 20)
    #expect(
      bench.executor.log(of: running.folder).contains {
        if case .cut(let bytes) = $0.kind { bytes > 0 } else { false }
      })
  }

  @Test func `Reports end with the execution, or when nobody wants them`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("echo one; echo up > up; read x < go; echo two")
    let waiting = Task { for await _ in running.reports() {} }
    #expect(try await up.line() == "up")
    waiting.cancel()
    await waiting.value
    try go.open()
    _ = try await running.ending()
    var texts: [String] = []
    for await case .output(let lines) in running.reports() {
      texts += lines.filter { $0.kind == .output }.map { String(decoding: $0.text, as: UTF8.self) }
    }
    #expect(texts == ["one", "two"])
  }

  /// As executions had it at first: two plain files.
  @Test func `The output of older executions is still read`() async throws {
    let bench = try Bench()
    let running = try await bench.start("exit 2")
    _ = try await running.ending()
    let folder = bench.executions.appending(running.folder).string
    try FileManager.default.removeItem(atPath: folder + "/log")
    try Data("old out\n".utf8).write(to: URL(filePath: folder + "/stdout"))
    try Data("old err\n".utf8).write(to: URL(filePath: folder + "/stderr"))
    let result = try await running.ending()
    #expect(result.output == "old out\n" && result.error == "old err\n")
  }
}
