import Testing

@testable import Deadlines

/// A project is a value, although its copies share their room.
@Suite struct ProjectCopyTests {
  @Test(
    arguments: [
      { $0.name = "other" }, { $0.status = .held }, { $0.tags.append("x") }, { $0.deadline = Timestamp(9) },
      { $0.acceptance = nil }, { $0.attempts = Attempts(made: 1, generation: Generation(1), bootID: "b") },
      { $0.file?.consent = .denied }, { $0.wishes.retries = 5 }, { $0.config = "{}" },
      { $0.isActive = false },
    ] as [@Sendable (inout Project) -> Void])
  func aChangedCopyLeavesTheOriginal(_ change: @Sendable (inout Project) -> Void) {
    var original = Project.due()
    original.file = FileStanding(consent: .allowed)
    let before = Mirror.text(of: original)
    var copy = original
    #expect(copy == original && copy.hashValue == original.hashValue)
    change(&copy)
    #expect(copy != original)
    #expect(Mirror.text(of: original) == before)
    copy = original
    #expect(copy == original)
  }

  @Test func equalValuesAreEqualWhereverTheyLie() {
    let one = Project.due()
    let other = Project.due()
    #expect(one == other && one.hashValue == other.hashValue)
  }

  // Ten thousand rows are kept in three places at once.
  @Test func aCopyTakesUpOneWord() {
    #expect(MemoryLayout<Project>.size == MemoryLayout<Int>.size)
    #expect(MemoryLayout<Schedule.Entry>.size == 2 * MemoryLayout<Int>.size)
  }

  @Test func aStateThatIsOverTakesItsParticularsAlong() {
    var project = Project.due()
    project.status = .held
    project.holdReason = .unwarned
    project.silence = .paused
    project.stalledSince = Timestamp(1)
    project.remindedOffset = .minutes(15)
    project.isInterrupted = true
    project.status = .destroying
    #expect(project.silence == nil && project.stalledSince == nil && project.remindedOffset == nil)
    #expect(!project.isInterrupted)
    project.attempts = Attempts(made: 1, generation: Generation(1), bootID: "b")
    project.status = .destroyed
    #expect(project.attempts == nil && !project.isActive)
    #expect(project.acceptance != nil)
  }
}

extension Mirror {
  /// Every value that is in there.
  fileprivate static func text(of project: Project) -> String { "\(project.row)\(project.row.seldom)" }
}
