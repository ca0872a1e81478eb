import Deadlines
import Testing

@testable import killall_tofu

/// A key does what its user saw, or nothing.
@Suite struct ShownGenerationsTests {
  private let begin = ContinuousClock.now
  private var shown = ShownGenerations()

  init() {
    shown.draw([project(1)], at: at(0))
  }

  private func at(_ seconds: Int64) -> ContinuousClock.Instant { begin.advanced(by: .seconds(seconds)) }

  private func project(_ generation: Int64) -> Project {
    var project = Project.sample(1)
    project.generation = Generation(generation)
    return project
  }

  @Test func whatStandsThereIsMeant() {
    #expect(shown.generation(of: project(1), pressedAt: at(1)) == Generation(1))
  }

  @Test mutating func aKeyPressedBeforeTheChangeWasDrawnIsMeantForWhatWasThere() {
    shown.draw([project(2)], at: at(10))
    #expect(shown.generation(of: project(2), pressedAt: at(9)) == Generation(1))
    #expect(shown.generation(of: project(2), pressedAt: at(10)) == Generation(2))
  }

  /// Frames that waited behind a slow one are drawn before the key is looked at.
  @Test mutating func soItIsHoweverManyFramesFollowed() {
    for second in 10...13 as ClosedRange<Int64> { shown.draw([project(2)], at: at(second)) }
    #expect(shown.generation(of: project(2), pressedAt: at(9)) == Generation(1))
    shown.draw([project(3)], at: at(14))
    #expect(shown.generation(of: project(3), pressedAt: at(9)) < Generation(3))
  }

  /// What a question was asked about stays what it was.
  @Test mutating func anOlderOneThatIsAskedForStays() {
    shown.draw([project(2)], at: at(10))
    #expect(shown.generation(of: project(1), pressedAt: at(11)) == Generation(1))
    shown.draw([project(3)], at: at(12))
    #expect(shown.generation(of: project(1), pressedAt: at(11)) == Generation(1))
  }

  @Test mutating func whatHasNotBeenThereBeforeIsItself() {
    shown.draw([project(1), .sample(2)], at: at(10))
    #expect(shown.generation(of: .sample(2), pressedAt: at(9)) == Project.sample(2).generation)
  }
}
