import Deadlines
import Testing

@testable import killall_tofu

@Suite struct WatchStateTests {
  private func state(_ projects: Project...) -> WatchState {
    WatchState(
      Overview(projects: projects, now: .sample), policy: Policy(), home: nil,
      choices: [.minutes(15), .hours(1), .days(1)])
  }

  private func press(_ keys: Key..., on state: inout WatchState) -> WatchState.Deed? {
    keys.reduce(nil) { _, key in state.press(key) }
  }

  @Test(arguments: [("1", .minutes(15)), ("2", .hours(1)), ("3", .days(1))] as [(Character, Duration)])
  func aDigitSaysByHowMuch(digit: Character, duration: Duration) {
    var state = state(.sample(1))
    #expect(state.press(.character("e")) == nil)
    #expect(state.prompt == .extend(.sample(1)))
    #expect(state.press(.character(digit)) == .carryOut(.extend(by: duration), .sample(1)))
    #expect(state.prompt == nil)
  }

  /// No other key is taken for an answer, nor for the key that it is elsewhere.
  @Test(arguments: [
    Key.escape, .enter, .character("4"), .character("0"), .character("c"), .character("q"), .character("²"),
  ])
  func anythingElseExtendsNothing(key: Key) {
    var state = state(.sample(1))
    #expect(press(.character("e"), key, on: &state) == nil)
    #expect(state.prompt == nil && state.notice?.text == "Not extended.")
  }

  /// What is asked about stays what it was when it was asked, so the generation on the screen decides.
  @Test func theQuestionKeepsTheProjectAsItWasShown() {
    var state = state(.sample(1))
    _ = state.press(.character("e"))
    var changed = Project.sample(1)
    changed.generation = Generation(9)
    state.show(Overview(projects: [changed], now: .sample))
    #expect(state.press(.character("2")) == .carryOut(.extend(by: .hours(1)), .sample(1)))
  }

  @Test func cancelIsDoneAtOnceButForATeardownThatRuns() {
    var state = state(.sample(1))
    #expect(state.press(.character("c")) == .carryOut(.cancel, .sample(1)))
    var running = self.state(.sample(1, .destroying))
    #expect(running.press(.character("c")) == nil)
    #expect(running.prompt == .stop(.sample(1, .destroying)))
    #expect(running.press(.character("c")) == nil, "only y stops it")
    #expect(
      press(.character("c"), .character("y"), on: &running) == .carryOut(.cancel, .sample(1, .destroying)))
  }

  @Test func undoIsOfferedForWhatWasCancelledHere() {
    var state = state(.sample(1), .sample(2))
    #expect(state.press(.character("u")) == nil)
    #expect(state.notice?.isRefusal == true)
    var cancelled = Project.sample(1, .cancelled)
    cancelled.generation = Generation(2)
    state.note(.cancel, cancelled, "kept")
    #expect(state.kept == [cancelled.id])
    #expect(state.press(.character("u")) == .carryOut(.resume, cancelled))
    state.note(.resume, .sample(1), "again")
    #expect(state.press(.character("u")) == nil)
  }

  @Test func whatCannotBeExtendedSaysSoAtOnce() {
    for status in [ProjectStatus.cancelled, .destroyed, .destroying] {
      var state = state(.sample(1, status))
      #expect(state.press(.character("e")) == nil && state.prompt == nil)
      #expect(state.notice?.isRefusal == true)
      #expect(state.notice?.text.hasPrefix("Not extended: “p1” cannot be extended: ") == true)
    }
  }

  @Test func whatIsStoppingIsNotAskedToStopAgain() {
    var project = Project.sample(1, .destroying)
    project.attempts = Attempts(made: 1, generation: project.generation, bootID: "boot")
    project.attempts?.stopRequestedAt = Moment.sample.wall
    var state = state(project)
    #expect(state.press(.character("c")) == nil && state.prompt == nil)
    #expect(state.notice?.text.hasSuffix("killall-tofu cancel --kill p1") == true)
  }

  @Test func theSelectionMovesAndStaysWithItsProject() {
    var state = state(.sample(1), .sample(2), .sample(3))
    #expect(state.selected?.id.number == 1)
    _ = press(.down, .character("j"), .down, on: &state)
    #expect(state.selected?.id.number == 3)
    _ = press(.up, on: &state)
    state.show(Overview(projects: [.sample(3), .sample(2), .sample(1)], now: .sample))
    #expect(state.selected?.id.number == 2)
    _ = press(.last, on: &state)
    #expect(state.selected?.id.number == 1)
    _ = press(.first, on: &state)
    #expect(state.selected?.id.number == 3)
  }

  /// A key pressed at the moment when a project goes must not hit the one that takes its place.
  @Test func nothingIsSelectedOnceTheSelectedProjectIsGone() {
    var state = state(.sample(1), .sample(2), .sample(3))
    _ = state.press(.down)
    state.show(Overview(projects: [.sample(1), .sample(3)], now: .sample))
    #expect(state.selected == nil)
    #expect(state.press(.character("c")) == nil)
    #expect(state.press(.character("e")) == nil && state.prompt == nil)
    _ = state.press(.down)
    #expect(state.selected?.id.number == 3)
  }

  /// So that going down and up again passes every row once.
  @Test func theRowThatTookThePlaceIsTheNextOne() {
    var state = state(.sample(1), .sample(2), .sample(3), .sample(4))
    _ = state.press(.last)
    state.show(Overview(projects: [.sample(4), .sample(2), .sample(3), .sample(1)], now: .sample))
    state.show(Overview(projects: [.sample(2), .sample(3), .sample(1)], now: .sample))
    _ = state.press(.down)
    #expect(state.selected?.id.number == 2)
  }

  @Test func theQuestionWhetherToStopIsAboutTheTeardownThatWasShown() {
    var state = state(.sample(1, .destroying), .sample(2, .destroying))
    _ = state.press(.character("c"))
    var changed = Project.sample(1, .destroying)
    changed.generation = Generation(9)
    state.show(Overview(projects: [.sample(2, .destroying), changed], now: .sample))
    #expect(state.press(.character("y")) == .carryOut(.cancel, .sample(1, .destroying)))
  }

  @Test func withoutProjectsNoKeyDoesAnything() {
    var state = state()
    for key: Key in [.up, .down, .pageUp, .pageDown, .first, .last, .character("c"), .character("e"), .enter]
    {
      #expect(state.press(key) == nil)
    }
    #expect(state.press(.character("q")) == .quit)
  }

  @Test(arguments: [1, 2, 5, 100])
  func theSelectionIsAlwaysInSight(height: Int) {
    var state = state()
    state.show(Overview(projects: (1...30).map { .sample($0) }, now: .sample))
    for key: Key in [.down, .last, .up, .pageUp, .pageUp, .first, .pageDown, .down, .last, .first] {
      _ = state.press(key)
      state.scroll(toFit: height)
      let row = state.selectedRow ?? -1
      #expect((state.offset..<state.offset + height).contains(row), "\(key): \(state.offset) \(row)")
      #expect(state.offset == 0 || state.offset + height <= 30)
    }
  }
}

extension Moment {
  static let sample = Moment(wall: Timestamp(1_790_000_000), awake: .seconds(9_000), bootID: "boot")
}

extension Project {
  static func sample(
    _ id: Int64, _ status: ProjectStatus = .scheduled, name: String? = nil
  ) -> Project {
    Project(
      id: ID(id), path: "/srv/p\(id)", name: name ?? "p\(id)", timeout: "2 hours", command: "true",
      status: status, holdReason: status == .held ? .unwarned : nil,
      deadline: Moment.sample.wall + .hours(1), scheduledAt: Moment.sample.wall - .hours(1),
      createdAt: Moment.sample.wall - .hours(1), updatedAt: Moment.sample.wall)
  }
}
