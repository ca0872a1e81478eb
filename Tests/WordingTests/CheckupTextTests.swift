import Deadlines
import Testing
import Wording

@Suite struct CheckupTextTests {
  @Test(arguments: [
    (nil, DesktopEnvironment.other), ("XFCE", .xfce), ("ubuntu:GNOME", .gnome), ("KDE", .plasma),
    ("LXQt", .lxqt),
    ("X-Cinnamon", .cinnamon), ("pop:COSMIC", .other), ("sway:wlroots", .wlroots), ("", .other),
  ])
  func theDesktopIsTheFirstKnownOne(variable: String?, desktop: DesktopEnvironment) {
    #expect(DesktopEnvironment(variable) == desktop)
  }

  @Test func withoutABusItMattersWhetherSomebodyMustBeWarned() {
    let failure = "cannot be reached"
    #expect(
      Finding.sessionBus(failure: failure, isWarningRequired: true, isDaemonThere: false).level == .error)
    #expect(
      Finding.sessionBus(failure: failure, isWarningRequired: false, isDaemonThere: false).level == .warning)
    #expect(
      Finding.sessionBus(failure: failure, isWarningRequired: true, isDaemonThere: true).level == .warning)
    #expect(Finding.sessionBus(failure: nil, isWarningRequired: true, isDaemonThere: false).level == .ok)
  }

  @Test(arguments: [
    (0, 100_000, 10, Finding.Level.ok), (96_000, 100_000, 0, .warning), (50_000, 100_000, 60_000, .warning),
    (50_000, 100_000, 40_000, .ok),
  ])
  func watchesRunOutBeforeTheyAreGone(used: Int, limit: Int, wanted: Int, level: Finding.Level) {
    let finding = Finding.watches(used: used, limit: limit, wanted: wanted)
    #expect(finding.level == level && (finding.remedy == nil) == (level == .ok))
  }

  @Test(arguments: [
    (UInt32(0o700), true, true, Finding.Level.ok), (0o755, true, true, .warning), (0o770, true, true, .error),
    (0o700, false, true, .error), (0o500, true, false, .error),
  ])
  func othersMustNeitherSeeNorChangeWhatIsOurs(
    mode: UInt32, isOurs: Bool, isWritable: Bool, level: Finding.Level
  ) {
    let state = Finding.PlaceState.seen(mode: mode, isOurs: isOurs, isWritable: isWritable)
    let finding = Finding.place("data", Finding.Place("/a b", isPrivate: true), state, home: nil)
    #expect(finding.level == level)
    #expect((finding.remedy == nil) == (level == .ok))
    if level != .ok { #expect(finding.remedy?.contains("'/a b'") == true, "\(finding)") }
  }

  @Test func roomIsToldInUnits() {
    #expect(Finding.room(5 << 30, at: "/").text == "5.0 GiB free at /")
    #expect(Finding.room(20 << 20, at: "/").level == .warning)
    #expect(Finding.room(1_000, at: "/").level == .error)
  }

  @Test func nothingOfAnotherProgramReachesTheScreenAsItIs() {
    let evil = "a\u{1B}[2J\u{202E}b\nc"
    let findings =
      [
        Finding.server(evil, vendor: evil, version: evil, specification: evil),
        .name("x", .daemonOfOther(SeenProcess(id: 1, program: evil), database: evil)),
        .name("x", .daemon(SeenProcess(id: 1, program: evil), version: evil)),
        .tree(evil, .refused(evil), remoteKind: evil), .settings(.broken(evil, hasLastGood: true), at: evil),
      ] + Finding.capabilities([evil], of: evil)
    for finding in findings {
      #expect(
        finding.text.oneLine == finding.text && finding.subject.oneLine == finding.subject, "\(finding)")
    }
  }

  @Test func aStoppedProcessIsToldToGoOnRatherThanEnded() {
    let stopped = Finding.silentServer(
      SeenProcess(id: 7, program: "dunst", isStopped: true), within: "3 seconds", isRequired: true)
    #expect(
      stopped.text.hasPrefix("process 7 (dunst) does not answer")
        && stopped.remedy?.contains("kill -CONT 7") == true)
    let hung = Finding.silentServer(SeenProcess(id: 7), within: "3 seconds", isRequired: false)
    #expect(hung.level == .warning && hung.remedy?.hasSuffix(": kill 7") == true)
  }
}
