import Deadlines
import Testing
import Wording

@Suite struct ConsentTextTests {
  private let now = Timestamp(1_795_348_800)

  private func project(_ consent: Consent?, trouble: String? = nil, path: String = "/home/ana/demo")
    -> Project
  {
    var project = Project(
      id: Project.ID(7), path: path, name: "demo", timeout: "2 hours", command: "tofu destroy",
      status: .held, holdReason: .untrusted, source: .file, deadline: now + .hours(2), createdAt: now,
      updatedAt: now)
    project.file = consent.map { FileStanding(consent: $0, trouble: trouble) }
    return project
  }

  private func text(_ project: Project) -> NotificationText {
    project.heldText(.untrusted, home: "/home/ana", at: now, policy: Policy())
  }

  @Test func aNewProjectIsIntroducedWithItsClockAndTheLineToReviewIt() {
    let text = text(project(.unasked))
    #expect(text.summary == "New project found: demo")
    #expect(
      text.body == """
        tofu destroy
        in ~/demo
        Nothing runs until you allow it; its clock runs until \((now + .hours(2)).clockTime(at: now)), for 2 hours.
        Look: killall-tofu review ~/demo. Allow it: killall-tofu allow ~/demo
        """)
  }

  @Test(arguments: [
    (Consent.changed, "demo: its .killall.yaml has changed", "killall-tofu review ~/demo"),
    (.moved, "demo was moved", "What you allowed was another place"),
    (.gone, "demo: its .killall.yaml was deleted", "Put the file back, then killall-tofu allow ~/demo; or"),
    (.denied, "demo is held", "you denied what its .killall.yaml says"),
    (.differs, "demo is held", "To go by the file again: killall-tofu allow ~/demo"),
    (.unseen, "demo is held", "It goes on by itself once the file can be read"),
    (.unsafe, "demo is held", "Once that is mended: killall-tofu allow ~/demo"),
  ])
  func whatBecameOfItIsToldWithAWayOn(consent: Consent, summary: String, words: String) {
    let text = text(project(consent))
    #expect(text.summary == summary)
    #expect(text.body.contains(words), "\(text.body)")
    #expect(text.body.contains("tofu destroy\nin ~/demo"), "\(text.body)")
  }

  @Test func aDeletedFileNamesWhatGoesOnCostingMoney() {
    var gone = project(.gone)
    #expect(text(gone).body.hasPrefix("What it stood for may go on costing money, and is not destroyed.\n"))
    gone.resourceCount = .known(12)
    #expect(text(gone).body.hasPrefix("12 resources may go on costing money"))
    #expect(
      text(gone).body.hasSuffix(
        "killall-tofu cancel demo, then killall-tofu add ~/demo --timeout '2 hours' --command 'tofu destroy'")
    )
    gone.file?.trouble = "its directory is gone"
    #expect(!text(gone).body.contains("killall-tofu add"))
  }

  @Test func onlyWhatIsUnsafeOrUnseenNamesTheTroubleOfTheFile() {
    for consent in Consent.allCases where consent != .allowed {
      let words = project(consent, trouble: "user 1000 owns it\u{1B}").untrustedWords
      #expect(words.contains("user 1000 owns it\u{FFFD}") == (consent == .unsafe || consent == .unseen))
    }
    #expect(project(nil).untrustedWords == HoldReason.untrusted.words)
  }

  /// Each of them is the one thing between a stranger's line and a shell.
  @Test(arguments: [
    ("/home/ana/a b", "'/home/ana/a b'"), ("/srv/x; reboot", "'/srv/x; reboot'"), ("/home/ana", "~"),
    ("/home/ana/it's", "'/home/ana/it'\\''s'"), ("/srv/a\u{1B}[2J", "'…'"), ("/home/anatol", "/home/anatol"),
  ])
  func pathsInCommandsAreWordsOfAShell(path: String, word: String) {
    #expect(project(.unasked, path: path).untrustedWayOn(home: "/home/ana").hasSuffix("allow \(word)"))
  }

  @Test func everyConsentHasWordsOfItsOwn() {
    #expect(Set(Consent.allCases.map(\.words)).count == Consent.allCases.count)
    #expect(Set(Consent.allCases.map(\.label)).count == Consent.allCases.count)
    #expect(project(.changed).holdLabel == "untrusted, changed")
    #expect(project(nil).holdLabel == "untrusted")
  }

  @Test func manyNewOnesAreCountedAndTheFirstNamed() {
    let many = (1...200).map { number in
      var new = project(.unasked, path: "/home/ana/p\(number)")
      new.name = "p\(number)"
      return new
    }
    let text = many.heldText(home: "/home/ana", at: now, policy: Policy())
    #expect(text.summary == "200 new projects found")
    #expect(text.body.hasPrefix("p1: ~/p1\n"))
    #expect(text.body.contains("\nand 192 more\n") && text.body.hasSuffix("killall-tofu list"))
    let mixed = (many.prefix(2) + [project(.gone)]).heldText(home: nil, at: now, policy: Policy())
    #expect(mixed.summary == "3 projects are held")
    #expect(mixed.body.contains("demo: its .killall.yaml was deleted"))
  }

  @Test func nothingSaysThatItIsDestroyed() {
    let moment = Moment(wall: now, awake: .hours(1), bootID: "")
    for consent in Consent.allCases where consent != .allowed {
      var project = project(consent)
      #expect(
        project.whenDestroyed(at: moment, policy: Policy()) == "not destroyed: \(project.untrustedWords)")
      project.scheduledAt = now
      let next = project.nextStep(at: moment, policy: Policy(), home: "/home/ana")
      #expect(
        next == "Nothing happens: \(project.untrustedWords). \(project.untrustedWayOn(home: "/home/ana"))")
      let refused = project.words(of: .guardNotMet(.allowed), home: nil)
      #expect(refused.contains(project.untrustedWords), "\(refused)")
    }
  }
}
