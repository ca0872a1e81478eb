import Foundation
import RealParts
import Testing

/// What the command line draws on a terminal: `script` gives it a real one.
@Suite struct TerminalTests {
  private func list(_ desk: Desk, columns: Int, _ variables: [String: String] = [:]) async throws -> [String]
  {
    for (name, value) in variables { desk.set(name, value) }
    let answer = try await desk.run(
      "script", "-qec", "stty cols \(columns); '\(Desk.killallTofu)' list 2>/dev/null", "/dev/null")
    #expect(answer.code == 0)
    return answer.output.split(whereSeparator: \.isNewline).map(String.init)
  }

  private func withProjects(_ body: (Desk) async throws -> Void) async throws {
    try await Desk.with(bus: false) { desk in
      desk.set("TERM", "xterm")
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1 day", "--name", "calm", "--command", "true")
      try await desk.sqlite(
        """
        INSERT INTO projects (path, name, timeout, command, destroy_at)
        SELECT '/a', 'soon', '1 day', 'true', strftime('%s', 'now') + 1800
        UNION SELECT '/b', 'now', '1 day', 'true', strftime('%s', 'now') + 60;
        INSERT INTO projects (path, name, timeout, command, status) VALUES ('/c', 'bad', '1 day', 'true', 'failed')
        """)
      try await body(desk)
    }
  }

  @Test func barsAreGreenYellowAndRed() async throws {
    try await withProjects { desk in
      let lines = try await list(desk, columns: 100)
      let line = { (name: String) in lines.first { $0.contains(" \(name) ") } ?? "" }
      #expect(line("calm").hasPrefix("\u{1B}[32m██████████"))
      #expect(line("soon").hasPrefix("\u{1B}[33m█\u{1B}[0m\u{1B}[90m░░░░░░░░░"))
      #expect(line("now").hasPrefix("\u{1B}[31m█\u{1B}[0m"))
      // What failed comes first, in red, and has no bar.
      try #require(lines.count == 5)
      #expect(lines[1].contains("bad") && lines[1].contains("\u{1B}[31mfailed"))
    }
  }

  @Test(arguments: [20, 40, 60, 200])
  func fitsTheTerminal(columns: Int) async throws {
    try await withProjects { desk in
      for line in try await list(desk, columns: columns) {
        let visible = line.replacing(/\u{1B}\[[0-9]*m/, with: "")
        #expect(visible.count <= columns, "\(visible)")
      }
    }
  }

  @Test(arguments: [("NO_COLOR", "1"), ("TERM", "dumb")])
  func plainWhereColourIsNotWanted(name: String, value: String) async throws {
    try await withProjects { desk in
      let text = try await list(desk, columns: 100, [name: value]).joined()
      #expect(!text.contains("\u{1B}[3") && !text.contains("█"))
    }
  }

  @Test func aClosedPipeIsNoFailureToCrashOn() async throws {
    try await withProjects { desk in
      let answer = try await desk.run(
        "sh", "-c",
        "'\(Desk.killallTofu)' list | true; '\(Desk.killallTofu)' list >&-; '\(Desk.killallTofu)' list 2>&-")
      #expect(!answer.errors.contains("Fatal"))
    }
  }

  @Test(arguments: ["list", "list --json", "history", "show calm"])
  func anAnswerThatCannotBeWrittenIsNoSuccess(command: String) async throws {
    try await withProjects { desk in
      let answer = try await desk.run("sh", "-c", "'\(Desk.killallTofu)' \(command) > /dev/full")
      #expect(answer.code == 1)
      #expect(answer.errors.contains("the output could not be written: No space left on device"), "\(answer)")
    }
  }

  @Test func showAndHistoryTellTheStory() async throws {
    try await withProjects { desk in
      let show = try await desk.killallTofu("show", "calm")
      #expect(show.output.contains("It is destroyed at"))
      let failed = try await desk.killallTofu("show", "bad")
      #expect(failed.output.contains("Its teardown failed"))
      #expect(try await desk.killallTofu("show", "calm", "--json").output.contains("\"seconds_left\""))
      let all = try await desk.start([Desk.killallTofu, "history"]).finished()
      #expect(all.output.contains("Registered “calm”"))
    }
  }
}
