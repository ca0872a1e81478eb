import Deadlines
import Testing
import Wording

@Suite struct NotificationTextTests {
  let now = Timestamp(1_795_348_800)

  private func project(name: String = "demo", command: String = "tofu destroy") -> Project {
    var project = Project(
      id: Project.ID(7), path: "/home/ana/demo", name: name, timeout: "2 hours", command: command,
      createdAt: now, updatedAt: now)
    project.deadline = now + .minutes(15)
    return project
  }

  private func warning(_ kind: Deadlines.Warning.Kind, due: Timestamp?) -> Deadlines.Warning {
    Warning(project: project(), kind: kind, offset: .minutes(15), due: due)
  }

  @Test func aWarningSaysWhatGoesWhenAndWhere() {
    let due = now + .minutes(15)
    let text = warning(.deadline, due: due).text(at: now, home: "/home/ana", canAct: true)
    #expect(text.summary == "demo is destroyed in 15 minutes")
    #expect(text.body == "At \(due.clockTime(at: now)): tofu destroy\nin ~/demo")
  }

  @Test func withoutButtonsItNamesTheCommand() {
    let text = warning(.deadline, due: now + .minutes(1)).text(at: now, home: nil, canAct: false)
    #expect(text.body.hasSuffix("\nKeep it with: killall-tofu extend demo 1h"))
  }

  @Test func overdueAndAbandonedSayWhatFollows() {
    let later = now + .hours(3)
    #expect(
      warning(.overdue, due: later + .minutes(30)).text(at: later, home: nil, canAct: true).summary
        == "demo is overdue: destroyed in 30 minutes")
    let abandoned = warning(.abandoned, due: nil).text(at: later, home: nil, canAct: true)
    #expect(abandoned.summary == "demo was forgotten: please decide")
    #expect(abandoned.body.contains("2 hours 45 minutes ago"))
  }

  @Test(arguments: [
    (Outcome.destroyed, "demo was destroyed"), (.exited(code: 3), "demo could not be destroyed"),
    (.interrupted, "demo: the teardown was interrupted"),
    (.notStarted("gone"), "demo could not be destroyed"),
    (.signalled(number: 9), "demo could not be destroyed"),
  ])
  func outcomes(outcome: Outcome, summary: String) {
    let text = outcome.text(of: project(), lastLine: "Error: state lock\u{1B}[0m", home: nil)
    #expect(text.summary == summary)
    #expect(!text.body.contains("\u{1B}"))
  }

  @Test func aFailureSaysWhy() {
    let text = Outcome.exited(code: 3).text(of: project(), lastLine: "Error: lock", home: nil)
    #expect(text.body.hasPrefix("The command failed with exit code 3.\n“Error: lock”\n"))
    #expect(Outcome.exited(code: 127).words.contains("not found"))
  }

  @Test(arguments: [("", "Project 7"), (" \n ", "Project 7"), ("a\u{1B}[2J", "a\u{FFFD}[2J")])
  func namesAreShownSafely(name: String, shown: String) {
    #expect(project(name: name).shownName == shown)
  }

  @Test(arguments: [("demo", "demo"), ("my app", "7"), ("$(reboot)", "7"), ("", "7")])
  func commandLinesNeedNoQuoting(name: String, word: String) {
    #expect(project(name: name).shellName == word)
  }

  @Test func changesSayWhatNow() {
    #expect(project().changedText(by: .extend(by: .hours(1)), at: now).body.contains("in 15 minutes"))
    #expect(project().changedText(by: .resume, at: now).summary == "demo is scheduled again")
    #expect(project().changedText(by: .cancel, at: now).summary == "demo is kept")
    let refused = project().refusedText(
      .extend(by: .hours(1)), because: .staleGeneration(offered: Generation(1), current: Generation(2)))
    #expect(refused.summary == "demo: not extended")
  }

  @Test func aHoldSaysWhy() {
    var project = project()
    project.timeout = "soon"
    let text = project.heldText(.invalid, home: nil, at: now, policy: Policy())
    #expect(text.body.contains("“soon”"))
    project.timeout = "1h"
    project.status = .held
    project.holdReason = .unwarned
    for (silence, words) in [
      (Silence.noServer, "no notification server is running"), (.refused, "did not accept the warning"),
      (.paused, "notifications are paused"), (.disabled, "switched off in the settings"),
    ] {
      project.silence = silence
      #expect(
        project.holdWords(under: Policy(), home: nil)?.hasPrefix("nobody could be warned, because ") == true)
      #expect(project.holdWords(under: Policy(), home: nil)?.hasSuffix(words) == true)
      project.scheduledAt = now
      let later = Moment(wall: now + .hours(1), awake: .zero, bootID: "")
      #expect(project.nextStep(at: later, policy: Policy()).contains(words))
    }
  }

  @Test func manyHoldsAreNamedByReasonAndCounted() {
    let held = (1...11).map { number in
      var project = project(name: "p\(number)\u{1B}")
      project.status = .held
      project.holdReason = number == 2 ? .untrusted : .invalid
      return project
    }
    let many = held.heldText(home: nil, at: now, policy: Policy())
    #expect(many.summary == "11 projects are held")
    #expect(
      many.body == """
        p1\u{FFFD}, p3\u{FFFD}, p4\u{FFFD}, p5\u{FFFD}, p6\u{FFFD}, p7\u{FFFD}, p8\u{FFFD}: what stands in the file cannot be carried out
        p2\u{FFFD}: its command has not been allowed
        and 3 more
        None of them is destroyed until that is settled. See them all: killall-tofu list
        """)
    #expect(!held.prefix(8).heldText(home: nil, at: now, policy: Policy()).body.contains("more"))
    #expect(held.prefix(1).heldText(home: nil, at: now, policy: Policy()).summary == "p1\u{FFFD} is held")
  }
}
