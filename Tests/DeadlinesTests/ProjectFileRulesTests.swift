import Testing

@testable import Deadlines

@Suite struct ProjectFileRulesTests {
  private let now = Moment.sample
  private let policy = Policy()

  private func content(
    _ digest: String = "1", timeout: String = "2 hours", command: String = "true", tags: [String] = []
  ) -> FileContent {
    FileContent(digest: digest, name: "demo", timeout: timeout, command: command, tags: tags)
  }

  private func found(_ consent: Consent = .allowed) -> Project {
    Project(content(), consent, path: "/srv/demo", directory: "1:2:3", at: now, policy: policy)
  }

  @Test func whatIsFoundIsHeldUntilItIsAllowedAndItsClockRuns() {
    var project = found(.unasked)
    #expect(project.status == .held && project.holdReason == .untrusted)
    #expect(project.deadline == now.wall + .hours(2))
    let later = now.after(.minutes(30))
    project.take(.sound(content(), .allowed), directory: nil, isDecided: true, at: later, policy: policy)
    #expect(project.status == .scheduled && project.isAllowed && project.deadline == now.wall + .hours(2))
  }

  @Test(
    arguments: [
      (FileReading.sound(.other, .unasked), Consent.changed), (.sound(.other, .denied), .denied),
      (.gone(hasDirectory: true), .gone),
      (.unsafe("its group can write it"), .unsafe), (.unseen("not mounted"), .unseen),
    ])
  func whatChangesIsHeldAnew(reading: FileReading, consent: Consent) {
    var project = found()
    project.acceptance = Acceptance(
      generation: project.generation, bootID: now.bootID, awakeSeconds: 0, wall: now.wall, offset: .zero)
    let before = project
    project.take(reading, directory: nil, at: now.after(.minutes(5)), policy: policy)
    #expect(project.status == .held && project.holdReason == .untrusted && project.file?.consent == consent)
    #expect(project.deadline == before.deadline && project.timeout == before.timeout)
    // Put back, it is warned of anew.
    project.take(.sound(content(), .allowed), directory: nil, at: now, policy: policy)
    #expect(project.status == .scheduled && project.command == "true" && project.acceptance == nil)
    #expect(project.generation > before.generation)
  }

  @Test func aFileThatTurnsBadHoldsAsInvalidAndKeepsTheDeadline() {
    var project = found()
    project.take(.bad("line 3: unknown key", isDenied: false), directory: nil, at: now, policy: policy)
    #expect(project.holdReason == .invalid && project.flaw == .file("line 3: unknown key"))
    #expect(project.deadline == now.wall + .hours(2) && project.command == "true")
    project.take(.sound(content(), .allowed), directory: nil, at: now, policy: policy)
    #expect(project.status == .scheduled && project.flaw == nil)
  }

  @Test func aLongerTimeoutKeepsConsentAndMovesTheDeadline() {
    var project = found()
    let longer = content("2", timeout: "3 hours")
    project.take(.longer(longer, by: .hours(1)), directory: nil, at: now, policy: policy)
    #expect(project.status == .scheduled && project.isAllowed && project.file?.digest == "2")
    #expect(project.deadline == now.wall + .hours(3) && project.timeout == "3 hours")
  }

  /// A rescan moves nothing, whatever the file says; who allows a shorter timeout gets it, but not at once.
  @Test func aTimeoutThatWasAllowedMovesTheDeadlineByTheDifference() {
    for (timeout, expected) in [("4 hours", 14_400), ("90 min", 5_400), ("1 min", 60)] as [(String, Int64)] {
      var project = found()
      let changed = content("2", timeout: timeout)
      project.take(.sound(changed, .unasked), directory: nil, at: now, policy: policy)
      #expect(project.deadline == now.wall + .hours(2) && project.timeout == "2 hours")
      project.take(.sound(changed, .allowed), directory: nil, isDecided: true, at: now, policy: policy)
      #expect(project.deadline == now.wall + .seconds(expected))
      #expect(project.timeout == timeout)
    }
    var project = found()
    let later = now.after(.minutes(100))
    project.take(
      .sound(content("2", timeout: "1 hour"), .allowed), directory: nil, isDecided: true, at: later,
      policy: policy)
    #expect(project.deadline == later.wall + .minutes(5))
  }

  /// Whoever extends the row by its timeout, as a program of the seed schema does, is not undone by a look.
  @Test func aLookMovesNoDeadlineWhoeverChangedTheTimeout() {
    var project = found()
    project.timeout = "10 hours"
    project.deadline = now.wall + .hours(10)
    project.take(.sound(content(), .allowed), directory: nil, at: now, policy: policy)
    #expect(project.deadline == now.wall + .hours(10) && project.timeout == "10 hours" && project.isAllowed)
  }

  @Test func whatIsBackIsAskedAboutAnew() {
    var project = found()
    project.take(.gone(hasDirectory: false), directory: nil, at: now, policy: policy)
    #expect(project.file?.trouble != nil)
    project.take(.sound(content(), .unasked), directory: nil, at: now, policy: policy)
    #expect(project.file?.consent == .restored && project.file?.trouble == nil)
    project.take(.sound(content(), .unasked), directory: nil, at: now, policy: policy)
    #expect(project.file?.consent == .restored)
  }

  @Test func aRowThatAnotherProgramChangedIsUntrustedUntilItIsAllowedAnew() {
    var project = found()
    project.command = "rm -rf /"
    project.take(.sound(content(), .allowed), directory: nil, at: now, policy: policy)
    #expect(project.file?.consent == .differs && project.holdReason == .untrusted)
    project.take(.longer(content("2"), by: .hours(1)), directory: nil, at: now, policy: policy)
    #expect(project.file?.consent == .differs)
    project.take(.sound(content(), .allowed), directory: nil, isDecided: true, at: now, policy: policy)
    #expect(project.isAllowed && project.command == "true" && project.status == .scheduled)
  }

  @Test func aMovedDirectoryIsAskedAboutAnew() {
    var project = found()
    project.move(to: "/srv/other", at: now)
    project.take(.sound(content("3"), .unasked), directory: "1:2:3", at: now, policy: policy)
    #expect(
      project.path == "/srv/other" && project.file?.consent == .moved && project.holdReason == .untrusted)
    #expect(project.deadline == now.wall + .hours(2))
  }

  @Test(arguments: [ProjectStatus.destroyed, .cancelled, .failed])
  func aRescanRevivesNothing(status: ProjectStatus) {
    var project = found()
    project.status = status
    project.take(.sound(content("2", command: "false"), .allowed), directory: nil, at: now, policy: policy)
    #expect(project.status == status && project.command == "false")
  }

  @Test func aRunningTeardownIsLeftAlone() throws {
    var project = found()
    try project.claimAtUsersWord(at: now)
    let before = project
    project.take(.sound(content("2", command: "false"), .unasked), directory: nil, at: now, policy: policy)
    #expect(project == before)
    project.failAttempt(isWorthRetrying: true, at: now, policy: ExecutionPolicy())
    project.take(.sound(content("2", command: "false"), .unasked), directory: nil, at: now, policy: policy)
    #expect(project.standing(in: Circumstances(now: now, policy: policy)) == .lapsed)
  }

  @Test func nothingIsTakenOfAFileWhereTheProjectIsRegisteredByHand() {
    var project = Project.sample()
    let before = project
    project.take(.sound(content(), .allowed), directory: "1:2:3", at: now, policy: policy)
    #expect(project == before)
  }

  /// Behind another hold it would be forgotten that somebody has to look.
  @Test func anInterruptionOutlastsOtherHolds() throws {
    var project = found()
    project.interrupt(at: now)
    project.take(.gone(hasDirectory: true), directory: nil, at: now, policy: policy)
    #expect(project.holdReason == .untrusted)
    project.take(.sound(content(), .allowed), directory: nil, at: now, policy: policy)
    #expect(project.status == .held && project.holdReason == .interrupted)
    project.take(.bad("line 1", isDenied: false), directory: nil, at: now, policy: policy)
    try project.resume(at: now, policy: policy)
    #expect(!project.isHeldAsInterrupted)
  }
}

extension FileContent {
  fileprivate static let other = FileContent(digest: "9", name: "demo", timeout: "2 hours", command: "false")
}
