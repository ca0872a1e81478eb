import Deadlines
import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct ExecutorTests {
  @Test(arguments: [0, 3, 127, 255] as [Int32])
  func `The exit code is the command's`(code: Int32) async throws {
    let result = try await Bench().run("exit \(code)")
    #expect(result.ending == .exited(code))
    #expect(result.exitCode == code)
  }

  @Test(arguments: [SIGKILL, SIGTERM, SIGINT])
  func `A signal that ends the command is told from an exit code`(signal: Int32) async throws {
    let result = try await Bench().run("kill -\(signal) $$")
    #expect(result.ending == .signalled(signal))
    #expect(result.exitCode == nil)
  }

  @Test func `Both streams are kept, apart`() async throws {
    let result = try await Bench().run("echo out; echo err >&2")
    #expect(result.output == "out\n")
    #expect(result.error == "err\n")
  }

  @Test func `Start and end have their times`() async throws {
    let before = Timestamp(Int64(Date().timeIntervalSince1970))
    let result = try await Bench().run("true")
    let startedAt = try #require(result.startedAt)
    let endedAt = try #require(result.endedAt)
    #expect(before <= startedAt && startedAt <= endedAt && endedAt <= before + .seconds(10))
  }

  @Test(arguments: [
    #"printf '%s' "a 'quoted' \"word\"""#: #"a 'quoted' "word""#,
    "printf one\nprintf two": "onetwo",
    "printf '%s' '<b>&amp;</b>'": "<b>&amp;</b>",
    "printf '%s' ünïcödé": "ünïcödé",
    "printf 'a\\000b'": "a\u{FFFD}b",
    "printf '\\377ok'": "\u{FFFD}ok",
  ])
  func `A shell line runs as it was written`(command: String, output: String) async throws {
    #expect(try await Bench().run(command).output == output)
  }

  @Test func `A command need not be UTF-8`() async throws {
    let bench = try Bench()
    let command = Array("printf ".utf8) + [0xFF, 0xFE] + Array(" > bytes".utf8)
    let prepared = try await bench.executor.prepare(Teardown(command: command, directory: bench.project))
    #expect(try await prepared.launch().ending().ending == .exited(0))
    let written = try Data(contentsOf: URL(filePath: bench.project.appending("bytes").string))
    #expect(Array(written) == [0xFF, 0xFE])
  }

  @Test func `A program that is not there is the shell's 127`() async throws {
    let result = try await Bench().run("no-such-program-at-all")
    #expect(result.ending == .exited(127))
    #expect(result.error.contains("no-such-program-at-all"))
  }

  /// Linux takes no single argument of more than 128 KiB.
  @Test func `A shell line no process can be given could not be started`() async throws {
    let result = try await Bench().run("true " + String(repeating: "x", count: 200_000))
    #expect(result.ending == .couldNotStart(.start(step: "shell", errno: E2BIG)))
    #expect(result.error == "shell: Argument list too long")
  }

  @Test func `It runs in the project's directory with empty input`() async throws {
    let bench = try Bench()
    let result = try await bench.run("pwd -P; cat; echo end")
    let directory = URL(filePath: bench.project.string).resolvingSymlinksInPath().path
    #expect(result.output == "\(directory)\nend\n")
  }

  @Test func `It gets the chosen environment and no other`() async throws {
    let bench = try Bench(session: [
      "PATH": "/usr/bin:/bin", "AWS_PROFILE": "a b=c", "LD_PRELOAD": "/x", "TF_CLI_ARGS": "-x",
      "EDITOR": "vi",
    ])
    let names = try await bench.run("env").output.split(separator: "\n").filter {
      // The shell's own.
      !["PWD=", "OLDPWD=", "SHLVL=", "_="].contains(where: $0.hasPrefix)
    }
    #expect(
      Set(names) == ["PATH=/usr/bin:/bin", "AWS_PROFILE=a b=c", "TF_IN_AUTOMATION=1", "TF_INPUT=0"])
  }

  @Test func `A MiB of output keeps its beginning and its end`() async throws {
    let result = try await Bench().run("echo first; head -c 1048576 /dev/zero | tr '\\0' x; echo last")
    #expect(result.ending == .exited(0))
    #expect(result.output.hasPrefix("first\nxxx"))
    #expect(result.output.hasSuffix("xxxlast\n"))
    #expect(result.output.contains("[… cut: 1048587 bytes in all …]"))
    #expect(result.output.utf8.count <= 65_536)
  }

  @Test func `A project is torn down by its command at its path`() async throws {
    let bench = try Bench()
    let project = Project(
      id: .init(1), path: bench.project.string, name: "demo", timeout: "2h", command: "echo torn > down",
      createdAt: Timestamp(0), updatedAt: Timestamp(0))
    let running = try await bench.executor.prepare(
      project, policy: ExecutionPolicy(), isLastAttempt: true
    ).launch()
    #expect(try await running.ending().ending == .exited(0))
    #expect(try bench.content("down") == "torn\n")
  }

  @Test func `Several at a time do not mix`() async throws {
    let bench = try Bench()
    let outputs = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<8 { group.addTask { try await bench.run("echo \(number)").output } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(outputs == Set((0..<8).map { "\($0)\n" }))
  }
}
