import ExecutionJournal
import Executor
import Foundation
import RealParts
import SystemPackage
import Testing

/// What the system has too little of: an execution is carried out, or it is on record that it was not.
@Suite(.timeLimit(.minutes(1))) struct ScarcityTests {
  /// The log may not grow beyond so many blocks of 512 bytes, as on a disk that is full.
  @Test func `A log that cannot be written harms no command`() async throws {
    let bench = try Bench()
    let folder = try await bench.prepare("yes | head -c 3000000; echo end > ended; exit 3").folder
    let supervisor = try await bench.launchFree(folder, "ulimit -f 100; exec \"$@\"")
    #expect(await supervisor.exitCode() == EX_OK)
    #expect(try bench.record(folder).readEnded()?.outcome == .exited(3))
    #expect(bench.made("ended"))
    #expect(try bench.everyByte(of: folder).count < 200_000)
  }

  @Test(arguments: [4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24])
  func `Too few open files are told, or do`(limit: Int) async throws {
    let bench = try Bench()
    let folder = try await bench.prepare("echo ran >> ran").folder
    let supervisor = try await bench.launchFree(folder, "ulimit -n \(limit); exec \"$@\"")
    _ = await supervisor.exitCode()
    try await judge(bench, folder)
  }

  /// Its own hard limit is higher: the command alone gets the low one.
  @Test func `A low limit that may be raised does not matter, and stays the command's`() async throws {
    let bench = try Bench()
    let folder = try await bench.prepare("ulimit -n > limit").folder
    let supervisor = try await bench.launchFree(folder, "ulimit -S -n 11; exec \"$@\"")
    #expect(await supervisor.exitCode() == EX_OK)
    #expect(try bench.content("limit") == "11\n")
  }

  /// A small file system of its own, which the command fills while it runs.
  @Test func `On a full disk what was done is still recorded`() async throws {
    let bench = try Bench()
    let disk = bench.root.appending("disk").string
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let folder = try await bench.prepare(
      "dd if=/dev/zero of='\(disk)/filler' bs=4096 2> /dev/null; yes | head -c 1000000; exit 5"
    ).folder
    let script = """
      mount -t tmpfs -o size=1m none '\(disk)' && cp -a '\(bench.executions)/.' '\(disk)' || exit 99
      exec 9<> '\(disk)/\(folder)/lock'
      '\(builtSupervisor)' supervise '\(disk)' '\(folder)' 9 7; code=$?
      cp '\(disk)/\(folder)/ended' '\(bench.root)/copied'; ls -l '\(disk)'/* > '\(bench.root)/list'; exit $code
      """
    try Data(script.utf8).write(to: URL(filePath: bench.root.appending("script").string))
    let supervisor = try await bench.launchFree(folder, "exec unshare -rm sh '\(bench.root)/script'")
    let code = await supervisor.exitCode()
    // Where no file system may be mounted there is nothing to see.
    guard code != 99, code != 1 else { return }
    #expect(code == EX_OK)
    let ended = try String(contentsOfFile: bench.root.appending("copied").string, encoding: .utf8)
    #expect(ended.contains("code 1\n5\n"))
  }

  private func judge(_ bench: Bench, _ folder: String) async throws {
    let result = try await #require(bench.executor.follow(folder)).ending()
    switch result.ending {
    case .exited(0): #expect(try bench.content("ran") == "ran\n")
    case .couldNotStart, .neverStarted: #expect(!bench.made("ran"))
    default: #expect(Bool(false), "\(result.ending)")
    }
  }
}
