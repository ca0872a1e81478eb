import Deadlines
import Foundation
import Testing
import Wording

@testable import killall_tofu

@Suite struct ProjectTableTests {
  private func lines(
    _ projects: [Project], failures: [Project.ID: String] = [:], on terminal: Terminal
  ) -> [String] {
    var overview = Overview(projects: projects, now: .sample)
    overview.failures = failures
    return ProjectTable(overview: overview, policy: Policy(), home: "/srv").lines(on: terminal)
  }

  private func plain(_ columns: Int) -> Terminal { Terminal(isColourful: false, columns: columns) }

  @Test func reasonsAreToldInWordsWhereThereIsRoom() {
    let projects: [Project] = [.sample(1, .failed), .sample(2, .held), .sample(3)]
    let failures = [Project.ID(1): "the command failed with exit code 3"]
    let wide = lines(projects, failures: failures, on: plain(120))
    #expect(wide[1].contains("failed: the command failed with exit code 3  ~/p1"), "\(wide)")
    #expect(wide[2].contains("held: nobody could be warned"), "\(wide)")
    let narrow = lines(projects, failures: failures, on: plain(64))
    #expect(narrow[1].contains("failed") && !narrow[1].contains("exit code"), "\(narrow)")
    #expect(narrow[2].contains("held: unwarned"), "\(narrow)")
  }

  /// The row may still say `scheduled` where no daemon has looked at it; its deadline destroys nothing all the same.
  @Test func whatIsProtectedDoesNotLookLikeWhatIsDestroyed() {
    let lines = lines([.sample(1, name: "prod"), .sample(2)], on: plain(120))
    #expect(lines[1].contains("  protected  ") && !lines[1].contains("scheduled"), "\(lines)")
    #expect(lines[2].contains("scheduled"))
  }

  /// When it is destroyed tells more than a long name or a bar.
  @Test func aLongNameDoesNotCostTheDeadline() {
    let long = String(repeating: "long", count: 10)
    for columns in [64, 72, 80, 100] {
      let lines = lines(
        [.sample(1, name: long), .sample(2, .held)], on: Terminal(isColourful: true, columns: columns))
      #expect(lines[0].contains("DEADLINE"), "\(columns): \(lines)")
      #expect(lines[1].withoutColours.contains("long"))
    }
    #expect(lines([.sample(1, name: long)], on: plain(80))[0].contains("PATH"))
    // What is left out makes room for the name again.
    #expect(lines([.sample(1, name: "fourteen chars")], on: plain(52))[1].contains("fourteen chars"))
  }

  /// What a project is called is what is given up last.
  @Test func inTwentyColumnsNameAndTimeAreLeft() {
    let lines = lines([.sample(1, name: "名前のプロジェクト")], on: plain(20))
    #expect(lines[1].hasPrefix("名前"), "\(lines)")
    #expect(lines[1].hasSuffix("  1h"), "\(lines)")
  }

  /// Columns stand below one another whatever the letters of the names take.
  @Test func wideLettersShiftNothing() {
    let names = ["demo", "名前", "한국어", "👍👍", "e\u{301}e\u{301}", "ＡＢＣ"]
    let lines = lines(names.enumerated().map { .sample(Int64($0 + 1), name: $1) }, on: plain(100))
    let places = lines.dropFirst().map { line in
      line.range(of: "scheduled").map { String(line[..<$0.lowerBound]).displayWidth }
    }
    #expect(Set(places).count == 1 && places[0] != nil, "\(lines)")
  }

  @Test(arguments: [1, 5, 12, 20, 30, 40, 60, 80, 100, 120, 160, 200], [true, false])
  func fits(columns: Int, isColourful: Bool) {
    let names = ["demo", "名前がとても長いプロジェクトの名前です", String(repeating: "x", count: 90)]
    let statuses: [ProjectStatus] = [.failed, .held, .destroying]
    let projects: [Project] = zip(names, statuses).enumerated().map { place, one in
      .sample(Int64(place + 100), one.1, name: one.0)
    }
    for isUnicode in [true, false] {
      let terminal = Terminal(isColourful: isColourful, columns: columns, isUnicode: isUnicode)
      for line in lines(projects, on: terminal) where columns >= 12 || !isColourful {
        #expect(line.withoutColours.displayWidth <= max(columns, 8), "\(line)")
      }
    }
  }

  @Test func barsAreASCIIWhereTheLocaleIs() {
    let terminal = Terminal(isColourful: true, columns: 100, isUnicode: false)
    let line = lines([.sample(1)], on: terminal)[1]
    #expect(line.withoutColours.hasPrefix("#####.....  1"), "\(line)")
  }
}

@Suite struct TerminalTests {
  @Test(arguments: [
    ([:], false), (["LANG": "C"], false), (["LANG": "de_DE.UTF-8"], true), (["LANG": "C.utf8"], true),
    (["LANG": "de_DE.UTF-8", "LC_ALL": "C"], false), (["LANG": "C", "LC_CTYPE": "en_GB.UTF-8"], true),
    (["LANG": "de_DE.UTF-8", "LC_ALL": ""], true), (["LANG": "de_DE.ISO-8859-1"], false),
  ])
  func theLocaleTellsWhatLettersThereAre(environment: [String: String], isUnicode: Bool) {
    #expect(Terminal(environment, columns: 80).isUnicode == isUnicode)
  }

  @Test(arguments: [
    ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
  ])
  func colourIsShownUnlessItIsNotWanted(environment: [String: String], isColourful: Bool) {
    #expect(Terminal(environment, columns: 80).isColourful == isColourful)
  }
}
