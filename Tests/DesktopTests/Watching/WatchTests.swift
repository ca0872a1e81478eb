import Foundation
import RealParts
import Testing

/// `list --watch` on a real terminal: what its keys do to the file, and that the terminal is as it was, whatever ends it.
@Suite(.timeLimit(.minutes(2))) struct WatchTests {
  private func withView(
    columns: Int = 80, rows: Int = 24, suspends: Bool = false,
    _ body: (Desk, LiveTerminal) async throws -> Void
  ) async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2h", "--name", "demo", "--command", "true")
      let view = try await LiveTerminal(on: desk, columns: columns, rows: rows, suspends: suspends)
      do {
        try await body(desk, view)
      } catch {
        await view.close()
        throw error
      }
      await view.close()
    }
  }

  private func expectTerminalAsBefore(_ view: LiveTerminal) throws {
    #expect(try view.modes("after") == view.modes("before"))
    let entered = try #require(view.text.range(of: "\u{1B}[?1049h", options: .backwards))
    let left = try #require(view.text.range(of: "\u{1B}[?1049l", options: .backwards))
    #expect(entered.lowerBound < left.lowerBound)
    // The cursor is shown again, and long lines are broken again.
    let farewell = view.text[entered.upperBound...]
    #expect(farewell.contains("\u{1B}[?25h") && farewell.contains("\u{1B}[?7h"))
  }

  @Test func keysExtendCancelAndUndo() async throws {
    try await withView { desk, view in
      #expect(view.frame.contains { $0.hasPrefix("> ") && $0.contains("demo") }, "\(view.frame)")
      try await view.see("nothing happens until one runs")
      let before = try await desk.number("SELECT destroy_at FROM projects")
      await view.press("e")
      try await view.see("Extend demo by: 1 15 min, 2 1 hour, 3 1 day?")
      await view.press("2")
      try await view.see("demo is destroyed at")
      #expect(try await desk.number("SELECT destroy_at FROM projects") == before + 3_600)
      await view.press("c")
      try await view.see("demo is kept.")
      #expect(try await desk.sqlite("SELECT status, active FROM projects") == "cancelled|0")
      // It stays in sight, and a second press finds nothing to cancel.
      await view.press("c")
      try await view.see("Not cancelled: “demo” cannot be cancelled")
      await view.press("u")
      try await view.see("demo is destroyed at")
      #expect(try await desk.sqlite("SELECT status FROM projects") == "scheduled")
      await view.press("u")
      try await view.see("There is nothing to undo")
      await view.press("q")
      #expect(try await view.end() == 0)
      try expectTerminalAsBefore(view)
      #expect(try await desk.events() == ["created", "extended", "cancelled", "configured"])
    }
  }

  /// The picture that the second key was meant for was another one.
  @Test func aKeyPressedTogetherWithAnotherThatActsIsNotHeard() async throws {
    try await withView { desk, view in
      await view.press("cu")
      try await view.see("demo is kept.")
      await view.press("q")
      #expect(try await view.end() == 0)
      #expect(try await desk.sqlite("SELECT status FROM projects") == "cancelled")
    }
  }

  @Test func whatOtherProgramsDoIsSeenAndAStaleKeyIsRefused() async throws {
    try await withView { desk, view in
      await view.press("e")
      try await view.see("Extend demo by")
      try await desk.sqlite(
        """
        UPDATE projects SET destroy_at = destroy_at + 7200;
        INSERT INTO projects (path, name, timeout, command) VALUES ('/b', 'other', '1h', 'true')
        """)
      try await view.see("other")
      let before = try await desk.number("SELECT destroy_at FROM projects WHERE id = 1")
      await view.press("1")
      try await view.see("Not extended: “demo” has changed since this was offered")
      #expect(try await desk.number("SELECT destroy_at FROM projects WHERE id = 1") == before)
      await view.press("c")
      try await view.see("demo is kept.")
      await view.press("u")
      try await view.see("demo is destroyed at")
      #expect(try await desk.sqlite("SELECT status FROM projects WHERE id = 1") == "scheduled")
    }
  }

  @Test(arguments: [
    SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGUSR1, SIGPIPE, SIGXCPU,
    SIGIO, 40, SIGSYS, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXFSZ, SIGPWR, SIGSTKFLT,
  ])
  func theTerminalIsAsItWasAfterEveryDeath(signal: Int32) async throws {
    try await withView { _, view in
      await view.send(signal)
      #expect(try await view.end() == 128 + Int(signal))
      try expectTerminalAsBefore(view)
    }
  }

  @Test func controlCQuits() async throws {
    try await withView { _, view in
      await view.press("\u{3}")
      #expect(try await view.end() == 0)
      try expectTerminalAsBefore(view)
    }
  }

  @Test func controlZGivesTheTerminalBackUntilItGoesOn() async throws {
    try await withView(suspends: true) { desk, view in
      await view.press("\u{1A}")
      // The shell looks at the modes and lets it go on at once.
      try await view.wait("another frame") {
        $0.text.components(separatedBy: "stopped 148").dropFirst().last?.contains(LiveTerminal.frameEnd)
          == true
      }
      #expect(try view.modes("between") == view.modes("before"))
      await view.press("c")
      try await view.see("demo is kept.")
      await view.press("q")
      #expect(try await view.end() == 0)
      try expectTerminalAsBefore(view)
    }
  }

  @Test func itDrawsOnceASecondAndFollowsTheSize() async throws {
    try await withView { desk, view in
      for number in 1...12 {
        try await desk.sqlite(
          "INSERT INTO projects (path, name, timeout, command) VALUES ('/\(number)', '名\(number)', '1h', 'true')"
        )
      }
      try await view.see("名12")
      await view.resize(columns: 20, rows: 5)
      try await view.wait("the small frame") { $0.frame.count == 5 }
      await view.press("G")
      try await view.wait("the last row") { $0.frame.contains { $0.hasPrefix("> ") } }
      await view.resize(columns: 100, rows: 30)
      try await view.wait("the large frame") { $0.frame.count == 30 }
      let frames = view.frames
      try await view.wait("two more seconds") { $0.frames >= frames + 2 }
    }
  }

  /// What another program wrote is shown, never obeyed.
  @Test func noNameIsObeyed() async throws {
    try await withView { desk, view in
      try await desk.sqlite(
        """
        INSERT INTO projects (path, name, timeout, command) VALUES ('/b', 'x' || char(27) || ']0;owned' || char(7)
          || char(27) || '[2Jy' || char(155) || '31m' || char(10) || 'z', '1h', 'true')
        """)
      try await view.see("]0;owned")
      #expect(
        !view.text.contains("\u{1B}]") && !view.text.contains("\u{1B}[2J") && !view.text.contains("\u{9B}"))
    }
  }

  @Test func anEmptyOneWaitsForTheFirstProject() async throws {
    try await Desk.with(bus: false) { desk in
      let view = try await LiveTerminal(on: desk)
      do {
        try await view.see("No projects yet. The first: killall-tofu add")
        _ = try await desk.killallTofu(
          "add", desk.project, "--timeout", "2h", "--name", "demo", "--command", "true")
        try await view.see("demo")
        await view.press("q")
        #expect(try await view.end() == 0)
      } catch {
        await view.close()
        throw error
      }
      await view.close()
    }
  }

  @Test func whereThereIsNoTerminalItSaysWhatToDoInstead() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "2h", "--command", "true")
      let answer = try await desk.killallTofu("list", "--watch")
      #expect(answer.code == 64 && answer.errors.contains("instead: killall-tofu list"), "\(answer)")
      desk.set("TERM", "dumb")
      let dumb = try await desk.run("script", "-qec", "'\(Desk.killallTofu)' list --watch", "/dev/null")
      #expect(dumb.code == 64 && dumb.output.contains("TERM=dumb"), "\(dumb)")
      #expect(!dumb.output.contains("\u{1B}["))
      #expect(try await desk.killallTofu("list", "--watch", "--json").code == 64)
    }
  }
}
