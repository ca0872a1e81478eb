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

  /// What was extended already does not get past the longest life by its file.
  @Test func aLongerTimeoutReachesNoFurtherThanTheSettingsAllow() {
    var project = found()
    var limited = policy
    limited.maximumLifetime = .hours(4)
    project.deadline = now.wall + .hours(3)
    project.take(
      .longer(content("2", timeout: "4 hours"), by: .hours(2)), directory: nil, at: now, policy: limited)
    #expect(project.deadline == now.wall + .hours(4))
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
    // However often it is looked at, what was allowed does not take its place by itself.
    for _ in 1...2 {
      project.take(.sound(content(), .allowed), directory: nil, at: now, policy: policy)
      #expect(project.file?.consent == .differs && project.holdReason == .untrusted)
      #expect(project.command == "rm -rf /")
    }
    project.take(.longer(content("2"), by: .hours(1)), directory: nil, at: now, policy: policy)
    #expect(project.file?.consent == .differs)
    project.take(.sound(content(), .allowed), directory: nil, isDecided: true, at: now, policy: policy)
    #expect(project.isAllowed && project.command == "true" && project.status == .scheduled)
  }

  @Test(arguments: ["name", "command", "tags", "config", "unreadable config"])
  func theRowSaysWhatTheFileSays(what: String) {
    for reading in [
      FileReading.sound(content(), .allowed), .longer(content("2", timeout: "3h"), by: .hours(1)),
    ] {
      var project = found()
      switch what {
      case "name": project.name = "other"
      case "command": project.command = "false"
      case "tags": project.tags = ["other"]
      case "config": project.config = #"{"hooks":{"before_destroy":"rm -rf /"}}"#
      default: project.unreadableConfig = "it is no JSON object"
      }
      #expect(!project.says(content()))
      let before = project
      project.take(reading, directory: nil, at: now, policy: policy)
      #expect(project.file?.consent == .differs && project.status == .held && !project.isAllowed)
      #expect(project.deadline == before.deadline && project.timeout == before.timeout)
    }
  }

  /// Only what was allowed is carried over to.
  @Test(arguments: Consent.allCases.filter { $0 != .allowed })
  func aLongerTimeoutKeepsNoConsentThatIsNotThere(consent: Consent) {
    var project = found(consent)
    project.take(
      .longer(content("2", timeout: "3 hours"), by: .hours(1)), directory: nil, at: now, policy: policy)
    #expect(!project.isAllowed && project.deadline == now.wall + .hours(2) && project.timeout == "2 hours")
  }

  /// What was destroyed, cancelled or has failed keeps the deadline that it had, whatever the file says by now.
  @Test(arguments: [ProjectStatus.destroyed, .cancelled, .failed])
  func noTimeoutMovesADeadlineThatIsOver(status: ProjectStatus) {
    let longer = content("2", timeout: "3 hours")
    for reading in [FileReading.longer(longer, by: .hours(1)), .sound(longer, .allowed)] {
      var project = found()
      project.status = status
      project.take(reading, directory: nil, isDecided: true, at: now, policy: policy)
      #expect(project.deadline == now.wall + .hours(2) && project.timeout == "3 hours" && project.isAllowed)
    }
  }

  @Test(arguments: [
    FileReading.gone(hasDirectory: true), .unsafe("its group can write it"), .unseen("not mounted"),
  ])
  func whatIsWithinReachAgainAndBadIsInvalid(reading: FileReading) {
    var project = found()
    project.take(reading, directory: nil, at: now, policy: policy)
    project.take(.bad("line 3", isDenied: false), directory: nil, at: now, policy: policy)
    #expect(project.file?.consent == .changed && project.holdReason == .invalid)
  }

  @Test func aBadFileThatIsDeniedIsNoMoreSpokenOf() {
    var project = found()
    project.take(.bad("line 3", isDenied: true), directory: nil, at: now, policy: policy)
    #expect(project.file?.consent == .denied && project.holdReason == .invalid)
  }

  /// Looking again is no change: what was warned of is still so, and why it is held as well.
  @Test(
    arguments: [
      .sound(FileContent(digest: "1", name: "demo", timeout: "2 hours", command: "true"), .allowed),
      .sound(.other, .unasked), .sound(.other, .denied), .gone(hasDirectory: true), .unsafe("x"),
      .unseen("x"),
      .bad("x", isDenied: false), .bad("x", isDenied: true),
    ] as [FileReading])
  func lookingAgainChangesNothing(reading: FileReading) {
    var project = found()
    project.take(reading, directory: "1:2:3", at: now, policy: policy)
    let before = project
    project.take(reading, directory: nil, at: now.after(.minutes(5)), policy: policy)
    #expect(project == before)
  }

  /// A directory is known by what it was when it was last seen.
  @Test func theDirectoryIsNoted() {
    var project = found()
    project.take(.gone(hasDirectory: true), directory: nil, at: now, policy: policy)
    #expect(project.file?.directory == "1:2:3")
    project.take(.sound(content(), .allowed), directory: "4:5:6", at: now, policy: policy)
    #expect(project.file?.directory == "4:5:6")
  }

  @Test func aMovedDirectoryIsAskedAboutAnew() {
    var project = found()
    let before = project
    project.move(to: "/srv/other", at: now)
    #expect(project.file?.digest == nil && !project.isAllowed && project.generation > before.generation)
    project.take(.sound(content("3"), .unasked), directory: "1:2:3", at: now, policy: policy)
    #expect(
      project.path == "/srv/other" && project.file?.consent == .moved && project.holdReason == .untrusted)
    #expect(project.deadline == now.wall + .hours(2))
    // Whatever lies there next is at a path that nobody has allowed either.
    project.take(.sound(content("4"), .unasked), directory: "1:2:3", at: now, policy: policy)
    #expect(project.file?.consent == .moved)
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

  /// Between two attempts, and before a failed teardown is tried again, the file counts as before the first.
  @Test(
    arguments: [
      (.gone(hasDirectory: true), .allowed), (.unsafe("x"), .allowed), (.unseen("x"), .allowed),
      (.sound(.other, .unasked), .allowed),
      (.sound(.other, .denied), .allowed), (.bad("x", isDenied: false), .sound),
    ] as [(FileReading, Guard)])
  func noAttemptFollowsWhereTheFileIsNotAllowedAnyMore(reading: FileReading, unmet: Guard) throws {
    let circumstances = Circumstances(now: now, policy: policy)
    var project = found()
    try project.claimAtUsersWord(at: now)
    project.failAttempt(isWorthRetrying: true, at: now, policy: ExecutionPolicy())
    #expect(project.isBetweenAttempts && project.mayGoOn(in: circumstances))
    var failed = project
    failed.fail(at: now)
    project.take(reading, directory: nil, at: now, policy: policy)
    #expect(project.isBetweenAttempts && !project.mayGoOn(in: circumstances))
    #expect(project.standing(in: circumstances) == .lapsed)
    #expect(throws: Refusal.guardNotMet(unmet)) { try project.claimAtUsersWord(at: now) }
    failed.take(reading, directory: nil, at: now, policy: policy)
    #expect(throws: Refusal.guardNotMet(unmet)) { try failed.retry(at: now, policy: policy) }
    #expect(throws: Refusal.guardNotMet(unmet)) { try failed.claimAtUsersWord(at: now) }
  }

  @Test func noAttemptFollowsWhereTheSettingsMakeNoSense() throws {
    var broken = policy
    broken.settingsTrouble = "line 3"
    var project = found()
    try project.claimAtUsersWord(at: now)
    project.failAttempt(isWorthRetrying: true, at: now, policy: ExecutionPolicy())
    #expect(project.standing(in: Circumstances(now: now, policy: broken)) == .lapsed)
    project.fail(at: now)
    #expect(throws: Refusal.guardNotMet(.sound)) { try project.retry(at: now, policy: broken) }
  }

  @Test func whatTheFileSaysCountsAtOnce() {
    let wishes = ExecutionWishes(retries: 7, hooks: ExecutionWishes.Hooks(beforeDestroy: "./check"))
    let said = FileContent(
      digest: "5", name: "demo", timeout: "2 hours", command: "true", tags: ["a"], config: "{}",
      isProtected: true, warningOffsets: [.minutes(3)], wishes: wishes)
    let new = Project(said, .allowed, path: "/srv/demo", directory: nil, at: now, policy: policy)
    var known = found()
    known.take(.sound(said, .allowed), directory: nil, isDecided: true, at: now, policy: policy)
    for project in [new, known] {
      #expect(project.isProtected && project.holdReason == .protected && project.wishes == wishes)
      #expect(project.warningOffsets == [.minutes(3)] && project.tags == ["a"] && project.says(said))
    }
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
    project.take(.bad("line 1", isDenied: false), directory: nil, at: now, policy: policy)
    #expect(project.holdReason == .invalid && project.isHeldAsInterrupted)
    // Nor does a guard pass that was asked before anybody looked at the row again.
    var mended = project
    mended.file = FileStanding(consent: .allowed)
    let circumstances = Circumstances(now: now, policy: policy)
    #expect(Guard.released.verdict(on: mended, in: circumstances) == .bars(.interrupted, until: nil))
    project.take(.sound(content(), .allowed), directory: nil, at: now, policy: policy)
    #expect(project.status == .held && project.holdReason == .interrupted)
    project.take(.bad("line 1", isDenied: false), directory: nil, at: now, policy: policy)
    try project.resume(at: now, policy: policy)
    #expect(!project.isHeldAsInterrupted)
    // So it is with a row that tells of it by its reason alone.
    project.status = .held
    project.holdReason = .interrupted
    project.take(.gone(hasDirectory: true), directory: nil, at: now, policy: policy)
    #expect(project.holdReason == .untrusted && project.isHeldAsInterrupted)
  }
}

extension FileContent {
  fileprivate static let other = FileContent(digest: "9", name: "demo", timeout: "2 hours", command: "false")
}
