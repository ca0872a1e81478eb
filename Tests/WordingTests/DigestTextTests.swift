import Deadlines
import Testing
import Wording

@Suite struct DigestTextTests {
  let now = Timestamp(1_795_600_800)
  private var awake: Moment { Moment(wall: now, awake: .seconds(9_000), bootID: "boot") }

  private func project(
    _ id: Int64, _ name: String, in seconds: Int64 = 900, _ adjust: (inout Project) -> Void = { _ in }
  ) -> Project {
    var project = Project(
      id: Project.ID(id), path: "/home/ana/\(name)", name: name, timeout: "2 hours", command: "tofu destroy",
      deadline: now + .seconds(seconds), scheduledAt: now, createdAt: now, updatedAt: now)
    adjust(&project)
    return project
  }

  @Test func aSummaryNamesEachWithItsTime() {
    let warnings = [
      Warning(project: project(1, "demo"), kind: .deadline, offset: .zero, due: now + .minutes(15)),
      Warning(project: project(2, "web"), kind: .overdue, offset: .zero, due: now + .minutes(30)),
      Warning(project: project(3, "old"), kind: .abandoned, offset: .zero, due: nil),
    ]
    let text = warnings.text(at: now, canAct: false)
    #expect(text.summary == "3 projects will be destroyed, the first in 15 minutes")
    let lines = text.body.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("demo: ") && lines[0].hasSuffix(", in 15 minutes"))
    #expect(lines[1].hasPrefix("web: overdue, ") && lines[2].hasPrefix("old: waits for you"))
    #expect(lines[3] == "Keep one with: killall-tofu extend NAME 1h")
    // What is due already waits for a place.
    let queued = [Warning(project: project(4, "q"), kind: .deadline, offset: .zero, due: now), warnings[0]]
      .text(at: now, canAct: true)
    #expect(queued.summary == "2 projects will be destroyed, the first now")
    #expect(queued.body.hasPrefix("q: as soon as a place is free\n"))
    #expect(!warnings.text(at: now, canAct: true).body.contains("killall-tofu"))
    #expect(
      [warnings[2], warnings[2]].text(at: now, canAct: true).summary
        == "2 projects were forgotten: please decide")
  }

  @Test func remindersSayWhyAndSinceWhen() {
    let moment = Moment(wall: now + .hours(5), awake: .seconds(9_000), bootID: "boot")
    let failed = project(1, "demo") {
      $0.status = .failed
      $0.stalledSince = now
    }
    let text = [Reminder(project: failed, offset: .hours(5))].text(
      at: moment, policy: Policy(), home: "/home/ana")
    #expect(text.summary == "demo is still there")
    #expect(text.body.hasPrefix("Its teardown failed 5 hours ago.\ntofu destroy\nin ~/demo\n"))
    let lost = project(2, "web") {
      $0.status = .held
      $0.holdReason = .interrupted
      $0.stalledSince = now + .hours(4)
    }
    let both = [failed, lost].map { Reminder(project: $0, offset: .hours(1)) }
      .text(at: moment, policy: Policy(), home: nil)
    #expect(both.summary == "2 projects still wait for you")
    #expect(both.body.contains("web: held for 1 hour: nobody saw how its last teardown ended"))
    #expect(both.body.hasSuffix("Look: killall-tofu show demo"))
    // What is said of several is said once.
    let alike = (1...11).map { Reminder(project: failed.renamed("p\($0)"), offset: .hours(1)) }
      .text(at: moment, policy: Policy(), home: nil)
    #expect(
      alike.body.hasPrefix("p1, p2, p3, p4, p5, p6, p7, p8: its teardown failed 5 hours ago\nand 3 more\n"))
  }

  @Test func beforeSleepTheDeadlinesAreNamed() {
    let one = [project(1, "demo", in: 7_200)].sleepText(at: awake, policy: Policy())
    #expect(one.summary == "demo outlives its deadline if this machine sleeps")
    #expect(one.body.contains("in 2 hours. Nothing is destroyed while it sleeps"))
    let many = (1...9).map { project($0, "p\($0)") }.sleepText(at: awake, policy: Policy())
    #expect(many.summary == "9 projects outlive their deadlines if this machine sleeps")
    #expect(many.body.contains("and 1 more"))
  }

  @Test func aSystemDialogueTellsWhyTheMachineStaysOn() {
    #expect(
      [project(1, "demo")].whyStayOn == "Destroying “demo”: switching off now could leave half of it behind")
    #expect(
      (1...5).map { project($0, "p\($0)") }.whyStayOn.hasPrefix("Destroying “p1”, “p2”, “p3” and 2 more: "))
    #expect([Project]().whyStayOn.hasPrefix("Destroying a project: "))
  }

  @Test func whatOneClickDidToManyIsOneText() {
    let two = [project(1, "demo"), project(2, "web")].extendedText(refused: ["no"], at: now)
    #expect(two.summary == "2 projects were extended")
    #expect(two.body.hasSuffix("\nno"))
    #expect([project(1, "demo")].extendedText(refused: [], at: now).summary == "1 project was extended")
    #expect([Project]().extendedText(refused: ["no"], at: now).summary == "Nothing was extended")
  }

  @Test func aDoubtedClockIsExplained() {
    let text = ClockDoubt.behindMark(now + .days(1)).text(at: now)
    #expect(text.summary == "The system clock is wrong: nothing is destroyed")
    #expect(
      text.body.contains(
        "it reads \(now.localDateTime), but it was \((now + .days(1)).localDateTime) already"))
    #expect(ClockDoubt.beforeBuild(now).words(at: Timestamp(0)).contains("was built after"))
  }

  @Test func aDelayIsReadBackOfItsLine() throws {
    let project = project(1, "demo") { $0.generation = Generation(4) }
    for (unmet, until) in [(Guard.noticeGiven, now + .minutes(3)), (.placeFree, nil)] as [(Guard, Timestamp?)]
    {
      let line = LogEvent.delayed(project, by: unmet, until: until, at: now)
      let delay = try #require(line.delay(of: project))
      #expect(delay.unmet == unmet && delay.until == until)
      var later = project
      later.generation = Generation(5)
      #expect(line.delay(of: later) == nil)
    }
    var other = LogEvent(
      projectID: project.id, kind: .warned, message: "", metadata: "{\"generation\":4}", createdAt: now)
    #expect(other.delay(of: project) == nil)
    other.metadata = "nonsense"
    #expect(other.delay(of: project) == nil)
  }
}

extension Project {
  fileprivate func renamed(_ name: String) -> Project {
    var project = self
    project.name = name
    return project
  }
}
