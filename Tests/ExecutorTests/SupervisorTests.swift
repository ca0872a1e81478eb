import ExecutionJournal
import Executor
import Foundation
import RealParts
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct SupervisorTests {
  @Test func `The start is recorded before the command can do anything`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("cat \(bench.executions)/*/started > seen && echo $$")
    let running = prepared.launch()
    let result = try await running.ending()
    #expect(result.ending == .exited(0))
    let started = try #require(try bench.record(running.folder).readStarted())
    #expect(result.output == "\(started.leader.pid)\n")
    let path = bench.executions.appending(running.folder).appending("started").string
    #expect(try bench.content("seen") == String(contentsOfFile: path, encoding: .utf8))
  }

  @Test func `A grandchild that outlives the shell delays the end`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    // The shell exits 5 at once; what it left behind goes on when it is let, as a child of the supervisor.
    let running = try await bench.start(
      "echo $PPID; (echo $$ > up; read x < go; sh -c 'ps -o ppid= -p $PPID'; :) & exit 5")
    let shell = try await up.pid()
    try await eventually { kill(shell, 0) != 0 }
    #expect(try bench.record(running.folder).state() == .alive)
    try go.open()
    let result = try await running.ending()
    #expect(result.ending == .exited(5))
    let numbers = result.output.split(whereSeparator: \.isWhitespace)
    #expect(numbers.count == 2 && numbers.first == numbers.last)
  }

  /// A process that takes a session of its own has left the teardown: nobody waits for it, and it holds nothing.
  @Test func `A daemon the command leaves behind does not hold the lock`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start(
      "setsid sh -c 'echo $$ > up; read x < go; echo gone > up' & read pid < up; echo $pid; echo $pid > up")
    let result = try await running.ending()
    #expect(result.ending == .exited(0))
    let daemon = try await up.pid()
    #expect(kill(daemon, 0) == 0)
    try go.open()
    #expect(try await up.line() == "gone")
  }

  @Test func `The command has its own group, default signals and only three files`() async throws {
    let bench = try Bench()
    let result = try await bench.run(
      """
      ps -o pgid=,sid= -p $$; echo $$ $PPID
      grep -E 'Sig(Blk|Ign)' /proc/self/status
      ls /proc/self/fd | wc -l
      """)
    let words = result.output.split(whereSeparator: \.isWhitespace).map(String.init)
    try #require(words.count == 9)
    let (group, session, shell, supervisor) = (words[0], words[1], words[2], words[3])
    #expect(group == shell && session == supervisor)
    let (blocked, ignored) = (UInt64(words[5], radix: 16), try #require(UInt64(words[7], radix: 16)))
    // Bits 31 and 32: glibc keeps the signals 32 and 33 to itself, and ignores them in what it spawns.
    #expect(blocked == 0 && ignored & ~(3 << 31) == 0)
    // Three, and the one `ls` reads the directory with.
    #expect(words[8] == "4")
  }

  @Test func `Signals that end a session do not end a teardown`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("echo $PPID > up; read x < go; exit 7")
    let supervisor = try await up.pid()
    for signal in [SIGTERM, SIGINT, SIGHUP, SIGPIPE] { #expect(kill(supervisor, signal) == 0) }
    try go.open()
    #expect(try await running.ending().ending == .exited(7))
  }

  @Test func `A killed supervisor leaves an interrupted execution`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let running = try await bench.start("echo $PPID > up; read x < go; echo over > up")
    kill(try await up.pid(), SIGKILL)
    let result = try await running.ending()
    #expect(result.ending == .interrupted)
    #expect(result.startedAt != nil && result.endedAt == nil)
    try go.open()
    #expect(try await up.line() == "over")
  }

  /// The launcher here is a shell that starts the supervisor as the daemon does, and is killed as a daemon may be.
  @Test func `A killed launcher changes nothing`() async throws {
    let bench = try Bench()
    let (up, go) = (try bench.fifo("up"), try bench.fifo("go"))
    let folder = try await bench.prepare(
      "ls -l /proc/$$/fd > files; echo up > up; read x < go; echo done; exit 9"
    ).folder
    let launcher = try await bench.launchFree(folder, "\"$@\" & wait")
    #expect(try await up.line() == "up")
    launcher.send(SIGKILL)
    #expect(await launcher.exitCode() == nil)
    let running = try #require(bench.executor.follow(folder))
    try go.open()
    let result = try await running.ending()
    #expect(result.ending == .exited(9))
    #expect(result.output == "done\n")
    #expect(try !bench.content("files").contains("/lock"))
  }

  @Test func `A umask that takes every permission away is overruled`() async throws {
    let bench = try Bench()
    let folder = try await bench.prepare("true").folder
    #expect(try await bench.launchFree(folder, "umask 777; exec \"$@\"").exitCode() == 0)
    for file in ["started", "ended", "log"] {
      let path = bench.executions.appending(folder).appending(file).string
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o600, "\(file)")
    }
  }

  @Test func `One folder is one attempt`() async throws {
    let bench = try Bench()
    let running = try await bench.start("echo ran >> ran")
    _ = try await running.ending()
    let again = try bench.launch(running.folder, "flock 9; exec \"$@\"")
    #expect(await again.exitCode() == EX_USAGE)
    #expect(try bench.content("ran") == "ran\n")
  }

  @Test func `A folder that another process holds is not touched`() async throws {
    let bench = try Bench()
    let prepared = try await bench.prepare("touch ran")
    let other = try bench.launch(prepared.folder, "exec \"$@\"")
    #expect(await other.exitCode() == EX_IOERR)
    #expect(!bench.made("ran"))
    #expect(try await prepared.launch().ending().ending == .exited(0))
  }

  /// The other end of the gate closes with the daemon: nothing was claimed then, so nothing may start.
  @Test func `A supervisor whose daemon has gone runs nothing`() async throws {
    let bench = try Bench()
    let folder = try await bench.prepare("touch ran").folder
    let orphan = try await bench.launchFree(folder, "exec \"$@\" 8 8< /dev/null")
    #expect(await orphan.exitCode() == EX_TEMPFAIL)
    #expect(try bench.record(folder).state() == .neverStarted)
    #expect(!bench.made("ran"))
  }

  /// No file may have any content: the supervisor cannot write down the start, for which its copy waits.
  @Test func `A command whose start was not recorded is not run`() async throws {
    let bench = try Bench()
    let command = "touch \(bench.project)/ran"
    let folder = try await bench.prepare(command).folder
    let supervisor = try await bench.launchFree(folder, "ulimit -c 0; ulimit -f 0; exec \"$@\"")
    #expect(await supervisor.exitCode() == EX_IOERR)
    try await eventually { processes(naming: folder).isEmpty && processes(naming: command).isEmpty }
    #expect(try bench.record(folder).state() == .neverStarted)
    #expect(!bench.made("ran"))
  }

  @Test(arguments: [
    [], ["supervise"], ["launch", "/", "x", "9"], ["supervise", "/", "x", "many"], ["--help"],
    ["supervise", "/", "x", "9", "1"],
  ])
  func `Started by hand it says how it is used`(arguments: [String]) async throws {
    let child = try free(
      ["/bin/sh", "-c", "exec \"$@\" 2>/dev/null", "sh", builtSupervisor.string] + arguments)
    #expect(await child.exitCode() == EX_USAGE)
  }

  @Test(.disabled(if: ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"] != nil, "counters take space"))
  func `It is small`() async throws {
    let bench = try Bench()
    let result = try await bench.run("grep VmHWM /proc/$PPID/status")
    let kibibytes = try #require(Int(result.output.split(whereSeparator: \.isWhitespace)[1]))
    #expect(kibibytes < 8 * 1024)
  }
}

/// Looks again until `condition` holds, for what nobody announces; an issue after 5 s.
func eventually(_ condition: () -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(5)
  while !condition() {
    try #require(ContinuousClock.now < deadline)
    try await Task.sleep(for: .milliseconds(5))
  }
}
