import Deadlines
import Testing

@testable import Wording

@Suite("What happens next")
struct NextStepTextTests {
  private static let noon = Timestamp(1_790_000_000)
  private let now = Moment(wall: noon, awake: .hours(5), bootID: "boot")

  private func project(_ status: ProjectStatus, _ reason: HoldReason? = nil, in time: Duration) -> Project {
    Project(
      id: Project.ID(1), path: "/srv/demo", name: "demo", timeout: "2 hours", command: "true",
      status: status, holdReason: reason, deadline: Self.noon + time, scheduledAt: Self.noon - .hours(2),
      createdAt: Self.noon - .hours(2), updatedAt: Self.noon - .hours(2))
  }

  @Test(
    "names the commands that settle it",
    arguments: [
      (.held, HoldReason.interrupted, ["killall-tofu resume demo", "killall-tofu cancel demo"]),
      (.failed, nil, ["killall-tofu history demo", "killall-tofu extend demo"]),
      (.cancelled, nil, ["killall-tofu resume demo"]),
      (.destroyed, nil, ["killall-tofu resume demo"]),
    ] as [(ProjectStatus, HoldReason?, [String])])
  func commands(status: ProjectStatus, reason: HoldReason?, commands: [String]) {
    let text = project(status, reason, in: .hours(-1)).nextStep(at: now, policy: Policy())
    #expect(commands.allSatisfy { text.contains($0) }, "\(text)")
  }

  @Test("names what is wrong with the row, and the way out")
  func invalid() {
    var flawed = project(.held, .invalid, in: .hours(1))
    flawed.timeout = "15"
    let text = flawed.nextStep(at: now, policy: Policy())
    #expect(text.contains("the duration “15” names no unit after 15"), "\(text)")
    #expect(
      text.contains(
        "Register it anew: killall-tofu cancel demo, then killall-tofu add /srv/demo "
          + "--timeout 2h --command true"), "\(text)")
    flawed.timeout = "2 hours"
    flawed.command = " "
    #expect(
      flawed.nextStep(at: now, policy: Policy()).contains(
        "killall-tofu add /srv/demo --timeout '2 hours' --command 'what tears it down'"))
    flawed.path = "demo"
    #expect(flawed.nextStep(at: now, policy: Policy()).contains("killall-tofu add DIRECTORY --timeout"))
  }

  @Test("names a command for every hold that time alone does not settle")
  func wayOut() {
    for reason in [HoldReason.untrusted, .protected, .clock, .interrupted] {
      let doubt = reason == .clock ? ClockDoubt.behindMark(now.wall + .days(1)) : nil
      var project = project(.held, reason, in: .hours(1))
      project.isProtected = reason == .protected
      if reason == .untrusted {
        project.source = .file
        project.file = FileStanding(consent: .unasked)
      }
      let text = project.nextStep(at: now, policy: Policy(), doubt: doubt)
      #expect(text.contains("killall-tofu ") && text.contains("demo"), "\(reason): \(text)")
    }
  }

  @Test("leaves to the user what is overdue for more than a week, and what was overdue when it was imported")
  func overdue() {
    var imported = project(.held, .overdue, in: .minutes(-10))
    imported.awaitsUser = true
    for project in [imported, project(.held, .overdue, in: .days(-8))] {
      let text = project.nextStep(at: now, policy: Policy())
      #expect(text.contains("until you decide: killall-tofu extend demo 1h"), "\(text)")
    }
  }

  @Test("is not said to be destroyed where its user is asked first")
  func asksFirst() {
    var project = project(.scheduled, in: .hours(1))
    #expect(project.whenDestroyed(at: now, policy: Policy()).hasPrefix("destroyed at "))
    #expect(
      project.changedText(by: .extend(by: .hours(1)), at: now.wall).body.hasPrefix("It is destroyed at "))
    project.awaitsUser = true
    #expect(
      project.whenDestroyed(at: now, policy: Policy()).hasPrefix(
        "not destroyed by itself: you are asked at "))
    #expect(
      project.changedText(by: .extend(by: .hours(1)), at: now.wall).body.hasPrefix(
        "Nothing is destroyed by itself: you are asked at "))
  }

  @Test("says when it is destroyed, and on what condition")
  func scheduled() {
    var waiting = project(.scheduled, in: .hours(1))
    #expect(waiting.nextStep(at: now, policy: Policy()).contains("if a notification server has accepted"))
    waiting.awaitsUser = true
    let asks = waiting.nextStep(at: now, policy: Policy())
    #expect(asks.hasPrefix("Nothing is destroyed by itself") && asks.hasSuffix("killall-tofu resume demo"))
    waiting.deadline = nil
    waiting.scheduledAt = nil
    #expect(waiting.nextStep(at: now, policy: Policy()) == "A daemon has yet to see it.")
  }

  @Test("does not promise the deadline where no warning can come in time any more")
  func warnedTooLate() {
    let inTime = project(.scheduled, in: .minutes(5)).nextStep(at: now, policy: Policy())
    #expect(inTime.contains("if a notification server has accepted a warning at least 5 minutes before"))
    let late = project(.scheduled, in: .minutes(5) - .seconds(1))
    let text = late.nextStep(at: now, policy: Policy())
    #expect(text.hasPrefix("Its deadline is at "), "\(text)")
    #expect(text.contains("it is destroyed 5 minutes after one has, and held until then."), "\(text)")
    var warned = late
    warned.acceptance = Acceptance(
      generation: warned.generation, bootID: "boot", awakeSeconds: 3_600, wall: Self.noon - .hours(1),
      offset: .zero)
    #expect(warned.nextStep(at: now, policy: Policy()).hasPrefix("It is destroyed at "))
    var policy = Policy()
    policy.notificationsRequired = false
    #expect(late.nextStep(at: now, policy: policy).hasPrefix("It is destroyed at "))
  }

  @Test("tells what keeps one waiting that is due")
  func waits() {
    var due = project(.scheduled, in: .minutes(-1))
    due.acceptance = Acceptance(
      generation: due.generation, bootID: "boot", awakeSeconds: 3_600, wall: Self.noon - .hours(1),
      offset: .zero)
    var circumstances = Circumstances(now: now, policy: Policy())
    #expect(due.nextStep(in: circumstances) == "It is due: a daemon destroys it now.")
    #expect(
      due.nextStep(in: circumstances, isDelayed: true)
        == "It is due, and is destroyed once it need not wait any more.")
    circumstances.wokeAt = now.awake - .minutes(1)
    let woken = due.nextStep(in: circumstances)
    #expect(woken.hasPrefix("It is destroyed at "))
    #expect(
      woken.hasSuffix(", because the machine has only just woken, or its clock was set ahead."), "\(woken)")
    due.deadline = Self.noon - .hours(3)
    #expect(due.nextStep(in: circumstances).contains("30 minutes after a fresh warning"))
    #expect(
      due.nextStep(in: Circumstances(now: now, policy: Policy()).queueing(due), isDelayed: true)
        == "It is due, and is destroyed once it need not wait any more.")
  }

  @Test("says that an overdue one is destroyed after a fresh warning, until a week is over")
  func overdueWarnedAfresh() {
    for reason in [HoldReason.overdue, nil] {
      let late = project(reason == nil ? .scheduled : .held, reason, in: .days(-7) + .minutes(1))
      let text = late.nextStep(at: now, policy: Policy())
      #expect(
        text.contains("30 minutes after a fresh warning") && text.contains("killall-tofu extend demo 1h"),
        "\(text)")
    }
  }
}
