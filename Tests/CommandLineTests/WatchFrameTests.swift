import Deadlines
import Testing
import Wording

@testable import killall_tofu

@Suite struct WatchFrameTests {
  private func state(_ projects: [Project]) -> WatchState {
    WatchState(
      Overview(projects: projects, now: .sample), policy: Policy(), home: nil,
      choices: [.minutes(15), .hours(1), .days(1)])
  }

  private func terminal(_ columns: Int, isColourful: Bool = true, isUnicode: Bool = true) -> Terminal {
    Terminal(isColourful: isColourful, columns: columns, isUnicode: isUnicode)
  }

  private static let names = [
    "demo", "名前がとても長いプロジェクトです", "👩‍💻👩‍💻👩‍💻 tofu", "e\u{301}e\u{301}e\u{301}", "a\u{1B}[31mb\u{9B}2Jc\n\u{202E}d",
    String(repeating: "long", count: 40),
  ]

  /// Whatever is shown and asked, no line is wider than the terminal, and there are no more than it has rows.
  @Test(arguments: [1, 2, 10, 20, 33, 80, 120, 200], [1, 2, 3, 4, 5, 7, 12, 24, 60])
  func fitsEveryTerminal(columns: Int, rows: Int) {
    let statuses: [ProjectStatus] = [.scheduled, .held, .failed, .destroying, .cancelled, .scheduled]
    var state = state(
      zip(Self.names, statuses).enumerated().map { .sample(Int64($0 + 1), $1.1, name: $1.0) })
    state.isServed = rows.isMultiple(of: 2)
    for key: Key? in [nil, .down, .character("e"), .escape, .character("?"), .escape, .last, .character("c")]
    {
      if let key { _ = state.press(key) }
      for isColourful in [true, false] {
        let frame = WatchFrame(&state, on: terminal(columns, isColourful: isColourful), rows: rows)
        #expect(frame.lines.count <= rows)
        for line in frame.lines {
          let plain = line.withoutColours
          #expect(plain.displayWidth <= columns, "\(plain)")
          // Nothing but our own colours.
          #expect(!plain.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
      }
    }
  }

  @Test func showsWhatIsSelectedEvenInOneRow() {
    var state = state((1...30).map { .sample($0) })
    for _ in 0..<20 { _ = state.press(.down) }
    for rows in 1...8 {
      let frame = WatchFrame(&state, on: terminal(80, isColourful: false), rows: rows)
      #expect(frame.lines.contains { $0.hasPrefix("> 21") }, "\(rows): \(frame.lines)")
    }
  }

  @Test func tellsWhichRowsAreInSight() {
    var state = state((1...30).map { .sample($0) })
    _ = state.press(.last)
    let frame = WatchFrame(&state, on: terminal(80), rows: 10)
    #expect(frame.lines[0].hasPrefix("30 active; 25 to 30 of 30"), "\(frame.lines[0])")
  }

  @Test func asksByHowMuch() {
    var state = state([.sample(1)])
    _ = state.press(.character("e"))
    let frame = WatchFrame(&state, on: terminal(80), rows: 10)
    #expect(frame.lines.contains("Extend p1 by: 1 15 min, 2 1 hour, 3 1 day?"), "\(frame.lines)")
  }

  @Test func reasonsAreWrappedIntoTheRowsThatAreFree() {
    var state = state([.sample(1, .held), .sample(2)])
    let words = { (frame: WatchFrame) in
      frame.lines.map(\.withoutColours).joined(separator: " ").replacing(#/ +/#, with: " ")
    }
    let whole = state.selected?.nextStep(at: .sample, policy: Policy()) ?? ""
    #expect(words(WatchFrame(&state, on: terminal(60), rows: 24)).contains(whole))
    var full = self.state((1...6).map { .sample($0, .held) })
    #expect(!words(WatchFrame(&full, on: terminal(60), rows: 8)).contains(whole))
    let notice = "Not extended: " + String(repeating: "because of this ", count: 12) + "and that"
    state.notice = WatchState.Notice(text: notice, isRefusal: true)
    let frame = WatchFrame(&state, on: terminal(60), rows: 24)
    #expect(words(frame).contains(notice))
    #expect(frame.lines.count == 24 && frame.lines[23].contains("q quit"))
  }

  @Test func saysThatNobodyActs() {
    var state = state([.sample(1)])
    state.isServed = false
    let lines = WatchFrame(&state, on: terminal(80), rows: 10).lines
    #expect(lines.contains { $0.contains("nothing happens until one runs") })
    state.isServed = true
    #expect(!WatchFrame(&state, on: terminal(80), rows: 10).lines.contains { $0.contains("No daemon") })
  }

  @Test func isASCIIWhereTheLocaleIs() {
    var state = state([.sample(1), .sample(2, .cancelled, name: String(repeating: "long", count: 40))])
    for rows in [5, 24] {
      for line in WatchFrame(&state, on: terminal(70, isUnicode: false), rows: rows).lines {
        #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
      }
    }
  }
}
