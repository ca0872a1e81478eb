import Foundation
import RealParts
import Testing

/// What is seen of a teardown while it runs, and of one that ran.
@Suite struct LogsTests {
  /// A command that prints what a terminal would obey, then waits for the file `go`.
  private let script = """
    printf '\\033[1mPlan:\\033[0m 0 to add, 0 to change, 12 to destroy.\\n'
    printf 'a.b: Destruction complete after 0s\\n\\033]0;title\\007\\033[2Jwiped \\033[32mgreen\\033[0m back\\n'
    printf '10%%\\r20%%\\r30%%\\n'
    printf 'bad \\302\\233 thing\\n' >&2
    echo "key $MY_TOKEN"
    touch begun
    while [ ! -e go ]; do sleep 0.1; done
    """

  private func destroy(_ desk: Desk) async throws {
    _ = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
  }

  @Test func withoutATeardownThereIsNone() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("true")
      let answer = try await desk.killallTofu("logs", "demo")
      #expect(answer.code == 1 && answer.errors.contains("“demo” has had no teardown"), "\(answer)")
      #expect(try await desk.killallTofu("logs", "nobody").code == 66)
    }
  }

  @Test func noControlSequenceReachesAPipe() async throws {
    try await Desk.with(bus: false) { desk in
      desk.set("MY_TOKEN", "hunter2hunter2")
      try desk.write(script, to: "down.sh")
      try desk.write("", to: "go")
      try await desk.add("sh down.sh")
      try await destroy(desk)
      let log = try await desk.killallTofu("logs", "demo").output
      #expect(log.hasPrefix("demo, attempt 1, 20") && log.contains(", completed\n"), "\(log)")
      #expect(
        !log.unicodeScalars.contains { $0 != "\n" && ($0.value < 32 || (127..<160).contains($0.value)) },
        "\(log)")
      // Which of the two streams comes first is chance.
      let texts = log.split(separator: "\n").dropFirst().map { $0.drop { $0 != " " }.dropFirst() }
        .filter { $0.first != "!" }
      #expect(
        texts.starts(with: [
          "=  command: sh down.sh", "|  Plan: 0 to add, 0 to change, 12 to destroy.",
          "|  a.b: Destruction complete after 0s", "|  wiped green back", "|  30%",
        ]), "\(log)")
      #expect(
        log.contains("!  bad  thing") && log.contains("|  key ***") && !log.contains("hunter2"), "\(log)")
      #expect(log.wholeMatch(of: /(?s).*\n\d\d:\d\d:\d\d =  command is over: .*/) != nil)
    }
  }

  @Test func onlyColoursReachATerminal() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.write(script, to: "down.sh")
      try desk.write("", to: "go")
      try await desk.add("sh down.sh")
      try await destroy(desk)
      let log = try await desk.onTerminal("logs demo").output
      #expect(log.contains("wiped \u{1B}[32mgreen\u{1B}[0m back"), "\(log)")
      #expect(log.contains("!  \u{1B}[31mbad  thing\u{1B}[0m"))
      #expect(!log.replacing(/\u{1B}\[[0-9;]*m/, with: "").contains("\u{1B}"))
      desk.set("NO_COLOR", "1")
      #expect(try await !desk.onTerminal("logs demo").output.contains("\u{1B}"))
    }
  }

  @Test func followingEndsWithTheTeardown() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.write(script, to: "down.sh")
      try await desk.add("sh down.sh")
      let destroy = try desk.start([Desk.killallTofu, "destroy", "demo", "--yes-destroy", "demo"])
      try await desk.wait("the command") { desk.made("begun") }
      let now = try await desk.killallTofu("logs", "demo")
      #expect(now.errors.contains("It is still running: killall-tofu logs demo --follow"), "\(now)")
      let follower = try desk.start([Desk.killallTofu, "logs", "demo", "--follow"])
      try await desk.wait("its lines") { follower.output.contains("|  30%") }
      #expect(try await desk.killallTofu("list").output.contains("destroying, 1 of 12"))
      let json = try await desk.killallTofu("list", "--json").output
      #expect(json.contains("\"destroyed_resources\" : 1") && json.contains("\"resources\" : 12"))
      #expect(try await desk.killallTofu("show", "demo").output.contains("Progress    1 of 12 destroyed"))
      try desk.write("", to: "go")
      let followed = await follower.finished()
      #expect(followed.code == 0 && followed.output.contains("command is over"), "\(followed)")
      #expect(followed.output.hasSuffix("It is over: the command ended well.\n"))
      #expect(await destroy.finished().code == 0)
    }
  }

  @Test func whatAnotherProgramRecordedIsShownAsItIs() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("true")
      try await desk.sqlite(
        "INSERT INTO executions (project_id, status, output, error) VALUES (1, 'failed', 'said' || char(27) || '[2J', 'bad')"
      )
      let log = try await desk.killallTofu("logs", "demo").output
      #expect(
        log.contains("kept of its standard output:\nsaid\n") && log.contains("standard error:\nbad\n"),
        "\(log)")
    }
  }

  @Test func onlyWhatWasAskedToStopIsKilled() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("trap 'touch asked' INT; touch begun; while :; do sleep 0.1; done")
      #expect(try await desk.killallTofu("cancel", "demo", "--kill").errors.contains("none to kill"))
      let destroy = try desk.start([Desk.killallTofu, "destroy", "demo", "--yes-destroy", "demo"])
      try await desk.wait("the command") { desk.made("begun") }
      let early = try await desk.killallTofu("cancel", "demo", "--kill")
      #expect(early.code == 1 && early.errors.contains("not asked to stop yet"), "\(early)")
      let asked = try await desk.killallTofu("cancel", "demo")
      #expect(asked.output.contains("demo was asked to stop"), "\(asked)")
      try await desk.wait("the signal") { desk.made("asked") }
      #expect(try await desk.killallTofu("list").output.contains("stopping"))
      #expect(try await desk.killallTofu("show", "demo").output.contains("killall-tofu cancel --kill demo"))
      let killed = try await desk.killallTofu("cancel", "demo", "--kill")
      #expect(killed.code == 0 && killed.output.contains("was killed"), "\(killed)")
      let end = await destroy.finished()
      #expect(end.code == 1 && end.errors.contains("it was asked to stop, and then killed"), "\(end)")
      #expect(
        try await desk.sqlite("SELECT status FROM executions; SELECT status FROM projects")
          == "cancelled\nfailed")
    }
  }
}
