import Deadlines
import Notifications
import Testing

@testable import Daemon

/// How many questions may be up, and which click answers which.
@Suite struct QuestionsTests {
  private let now = Moment(wall: Timestamp(1_800_000_000), awake: .seconds(9_000), bootID: "boot")
  private var questions = Questions()

  private func later(_ seconds: Int64) -> Moment {
    var later = now
    later.awake += .seconds(seconds)
    return later
  }

  private func project(_ id: Int64) -> Project {
    Project(
      id: Project.ID(id), path: "/p/\(id)", name: "p\(id)", timeout: "1h", command: "true",
      deadline: now.wall + .hours(1), createdAt: now.wall, updatedAt: now.wall)
  }

  private func question(_ project: Project, at moment: Moment) -> Questions.Question {
    Questions.Question(
      confirmation: Confirmation(of: project, acceptedAt: moment),
      request: NotificationRequest(tag: project.questionTag, summary: "?"))
  }

  @Test mutating func oneThatHasJustBeenRaisedStands() {
    #expect(questions.admit(project(1), at: now) == .raise)
    questions.note(question(project(1), at: now))
    #expect(questions.admit(project(1), at: later(9)) == .isUp)
    // Another generation is another question, however soon.
    var changed = project(1)
    changed.generation = changed.generation.next
    #expect(questions.admit(changed, at: later(9)) == .raise)
    questions.fail(changed.id)
    questions.note(question(project(1), at: now))
    #expect(questions.admit(project(1), at: later(10)) == .raise)
  }

  /// It stood where the failed one was to stand.
  @Test mutating func oneThatCouldNotBeReplacedIsAnsweredNoMore() {
    questions.note(question(project(1), at: now))
    #expect(questions.admit(project(1), at: later(10)) == .raise)
    questions.fail(Project.ID(1))
    #expect(questions.answer(Project.ID(1), project(1).generation, under: project(1).questionTag) == nil)
  }

  @Test mutating func whoHasJustAnsweredIsLeftAlone() {
    _ = questions.admit(project(1), at: now)
    questions.note(question(project(1), at: now))
    questions.end(tag: project(1).questionTag)
    #expect(
      questions.admit(project(1), at: later(9)) == .refused(.justAsked(project(1), again: .seconds(1))))
    #expect(questions.admit(project(1), at: later(10)) == .raise)
  }

  @Test mutating func noMoreThanThreeStandAtATime() {
    for id in 1...3 as ClosedRange<Int64> { #expect(questions.admit(project(id), at: now) == .raise) }
    questions.note(question(project(1), at: now))
    #expect(questions.admit(project(4), at: now) == .refused(.tooMany(project(4), 3)))
    // One that takes the place of another makes no more of them.
    #expect(questions.admit(project(1), at: later(10)) == .raise)
    questions.note(question(project(1), at: now))
    questions.fail(Project.ID(2))
    #expect(questions.admit(project(4), at: now) == .raise)
    questions.fail(Project.ID(4))
    questions.note(question(project(3), at: now))
    // What is over makes room.
    for id in 5...7 as ClosedRange<Int64> { #expect(questions.admit(project(id), at: later(120)) == .raise) }
  }

  @Test mutating func aClickAnswersTheQuestionThatOfferedItOnce() {
    let (shown, tag) = (project(1), project(1).questionTag)
    questions.note(question(shown, at: now))
    #expect(questions.answer(shown.id, shown.generation.next, under: tag) == nil)
    #expect(questions.answer(shown.id, shown.generation, under: shown.tag) == nil)
    #expect(questions.answer(Project.ID(2), shown.generation, under: tag) == nil)
    let answered = questions.answer(shown.id, shown.generation, under: tag)
    #expect(answered == Confirmation(of: shown, acceptedAt: now))
    #expect(questions.answer(shown.id, shown.generation, under: tag) == nil)
  }

  @Test mutating func allGoWithTheirServer() {
    questions.note(question(project(1), at: now))
    questions.endAll()
    #expect(questions.answer(Project.ID(1), project(1).generation, under: project(1).questionTag) == nil)
  }
}
