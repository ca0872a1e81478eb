import Deadlines
import ExecutionJournal
import Executor
import Foundation
import RealParts
import SystemPackage
import Testing

/// A teardown that an earlier version began, and that this one finds under way after an upgrade.
@Suite(.timeLimit(.minutes(1))) struct EarlierSupervisorTests {
  /// Does what the first supervisor did, in its format: records with the values of the environment and one part alone,
  /// output in the files `stdout` and `stderr`, and a lock that goes with its process.
  private static let program = """
    import fcntl, os, sys
    folder, project, code = sys.argv[1:4]
    def record(kind, *fields):
      text = f"killall-tofu {kind} 1\\n".encode()
      for name, value in fields:
        text += f"{name} {len(str(value))}\\n{value}\\n".encode()
      sum = 0xcbf29ce484222325
      for byte in text:
        sum = ((sum ^ byte) * 0x100000001b3) % 2**64
      with open(f"{folder}/{kind}", "wb") as file:
        file.write(text + f"sum {sum:016x}\\n".encode())
    os.setpgrp()
    os.umask(0o077)
    os.makedirs(folder)
    lock = open(f"{folder}/lock", "w+")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    place = os.stat(project)
    record("intent", ("command", "true"), ("directory", project), ("device", place.st_dev), ("inode", place.st_ino),
      ("environment", "PATH=/bin"), ("environment", "TOKEN=s3cret"))
    started = open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19]
    boot = open("/proc/sys/kernel/random/boot_id").read().strip()
    record("started", ("pid", os.getpid()), ("start-time", started), ("boot-id", boot), ("at", 1790000000))
    for name in ("stdout", "stderr"):
      open(f"{folder}/{name}", "w").write(f"said on {name}\\n")
    print("up", flush=True)
    if sys.stdin.readline():
      record("ended", ("outcome", "exited"), ("code", code), ("at", 1790000009))
    """

  private func start(on bench: Bench, code: Int32) async throws -> ChildProcess {
    let child = try ChildProcess(
      [
        "python3", "-c", Self.program, bench.executions.appending("earlier").string, bench.project.string,
        "\(code)",
      ], takesInput: true)
    try #require(await child.firstLine() == "up", "\(child.errors)")
    return child
  }

  @Test(arguments: [Int32(0), 3]) func `Is followed, and its true end is recorded`(code: Int32) async throws {
    let bench = try Bench()
    let supervisor = try await start(on: bench, code: code)
    #expect(bench.executor.underWay().map(\.folder) == ["earlier"])
    #expect(bench.executor.lives("earlier") == .lives)
    let running = try #require(bench.executor.follow("earlier"))
    async let result = running.ending()
    await supervisor.write("go\n")
    let ended = try await result
    #expect(ended.ending == .exited(code) && ended.startedAt?.seconds == 1_790_000_000)
    #expect(ended.endedAt?.seconds == 1_790_000_009 && !ended.wasStopped && !ended.isUnchecked)
    #expect(ended.isWorthRetrying == (code != 0))
    _ = await supervisor.finished()
    #expect(bench.executor.underWay().isEmpty && bench.executor.lives("earlier") == .gone)
  }

  @Test func `Is interrupted if it goes without a word`() async throws {
    let bench = try Bench()
    let supervisor = try await start(on: bench, code: 0)
    let running = try #require(bench.executor.follow("earlier"))
    async let result = running.ending()
    await supervisor.end(SIGKILL)
    #expect(try await result.ending == .interrupted)
  }
}
