import Deadlines
import Testing
import Wording

@Suite struct ImportTextTests {
  private let now = Timestamp(1_790_000_000)

  private func project(awaitsUser: Bool, in time: Duration? = .hours(1)) -> Project {
    Project(
      id: Project.ID(1), path: "/srv/demo", name: "demo", timeout: "2 hours", command: "true",
      awaitsUser: awaitsUser, deadline: time.map { now + $0 }, scheduledAt: now, createdAt: now,
      updatedAt: now)
  }

  /// `show` tells it from there.
  @Test func theLogKeepsWhyItAsks() {
    let events = LogEvent.imported(
      project(awaitsUser: true), from: "/old.db", because: ["it was given A", "it\nhas hooks"], at: now)
    #expect(
      events.filter(\.tellsWhyItAsks).map(\.message) == [
        "Asks before it is destroyed: it was given A; it has hooks"
      ])
    let plain = LogEvent.imported(project(awaitsUser: false), from: "/old.db", because: ["it was"], at: now)
    #expect(plain.map(\.kind) == [.created])
  }

  @Test func theWayOnIsReadyToBeTyped() {
    var project = project(awaitsUser: true)
    let resume = "killall-tofu resume 1 to let it run as it stands, or killall-tofu cancel 1"
    #expect(project.wayOnAfterImport() == resume)
    project.command = "echo 'a'"
    let with = "with them: killall-tofu cancel 1, then killall-tofu add /srv/demo --timeout '2 hours' "
    #expect(
      project.wayOnAfterImport(without: ["A", "B"])
        == with + "--command 'export A=… B=…; echo '\\''a'\\'''; without: \(resume)")
    project.status = .failed
    #expect(
      project.wayOnAfterImport(without: ["A"]).hasSuffix(
        "'; without: killall-tofu extend 1 1h, or "
          + "killall-tofu cancel 1"))
    project.status = .scheduled
    project.awaitsUser = false
    #expect(project.wayOnAfterImport(without: ["A"]).isEmpty)
  }

  /// A line end inside would make another command of it.
  @Test func aCommandThatCannotBeShownIsLeftOpen() {
    var project = project(awaitsUser: true)
    project.command = "cd x\ntofu destroy"
    #expect(project.wayOnAfterImport(without: ["A"]).contains("--command '…'; without"))
  }

  /// What has not happened yet does not read as done.
  @Test func whatBecomesOfAScheduledProject() {
    let time = (now + .hours(1)).clockTime(at: now)
    #expect(project(awaitsUser: false).afterImport(at: now) == "to be destroyed at \(time)")
    #expect(project(awaitsUser: true).afterImport(at: now) == "asks you at \(time)")
    #expect(project(awaitsUser: false, in: nil).afterImport(at: now) == "to be destroyed later")
  }
}
