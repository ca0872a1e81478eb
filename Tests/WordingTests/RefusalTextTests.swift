import Deadlines
import Testing
import Wording

@Suite struct RefusalTextTests {
  private static let demo = Project(
    id: Project.ID(7), path: "/srv/demo", name: "demo", timeout: "1h", command: "true",
    createdAt: Timestamp(0),
    updatedAt: Timestamp(0))

  @Test(arguments: [
    (Refusal.notFound("demo\n"), "“demo ”"),
    (.ambiguous("demo", candidates: [Project.ID(1), Project.ID(4)]), "1, 4"),
    (.staleGeneration(offered: Generation(1), current: Generation(2)), "has changed"),
    (.notExtendable(.destroying, nil), "its teardown is under way"),
    (.notExtendable(.held, .clock), "clock cannot be believed"),
    (.wrongState(.cancelled, action: "cancel"), "killall-tofu resume"),
    (.limitExceeded(limit: .days(30)), "30 days"),
    (.alreadyActive(Project.ID(3)), "killall-tofu extend 3 1h"),
  ])
  func namesTheValueAndAWayOut(refusal: Refusal, part: String) {
    #expect(refusal.words(about: Self.demo).contains(part))
    #expect(refusal.words().contains(part))
  }

  @Test(arguments: [
    (
      Refusal.wrongState(.destroying, action: "cancel"),
      "cannot be cancelled: its teardown is under way; killall-tofu history demo tells how it ends"
    ),
    (
      .notExtendable(.destroying, nil),
      "cannot be extended: its teardown is under way; killall-tofu history demo tells how it ends"
    ),
    (
      .wrongState(.scheduled, action: "resume"),
      "cannot be resumed: it is scheduled already; killall-tofu extend demo 1h moves its deadline"
    ),
    (
      .notExtendable(.cancelled, nil),
      "cannot be extended: it is cancelled already; killall-tofu resume demo schedules it again"
    ),
    (
      .notExtendable(.held, .invalid),
      "cannot be extended: it is held because what stands in the file cannot be carried out; "
        + "killall-tofu show demo tells what is wrong, and how to register it anew"
    ),
    (
      .notExtendable(.scheduled, nil),
      "cannot be extended: it has no deadline yet; a daemon sets it when it first sees the project"
    ),
    (
      .notExtendable(.failed, nil),
      "cannot be extended: it has no deadline; killall-tofu resume demo sets one"
    ),
    (
      .wrongState(.held, action: "remove"),
      "is held, and only what is over is removed; give it up first: killall-tofu cancel demo"
    ),
    (
      .wrongState(.held, action: "resume"),
      "cannot be resumed: it is held; killall-tofu show demo tells why, and what settles it"
    ),
  ])
  func saysOnceWhyAnActionDoesNotApply(refusal: Refusal, words: String) {
    #expect(refusal.words(about: Self.demo) == "“demo” \(words)")
  }

  /// Typed without it, a line would mean the project of the current directory.
  @Test(arguments: [
    Refusal.wrongState(.held, action: "remove"), .wrongState(.held, action: "resume"),
    .wrongState(.scheduled, action: "resume"), .wrongState(.destroying, action: "cancel"),
    .wrongState(.failed, action: "retry"), .wrongState(.cancelled, action: "cancel"),
    .notExtendable(.held, .interrupted), .notExtendable(.held, .clock), .notExtendable(.held, .invalid),
    .notExtendable(.failed, nil), .notExtendable(.destroyed, nil), .stopping(since: Timestamp(0)),
    .notStopping,
    .notAsked, .askedTooLongAgo,
  ])
  func everyCommandNamesTheProject(refusal: Refusal) throws {
    var twin = Self.demo
    twin.sharesName = true
    for (project, reference) in [(Self.demo, "demo"), (twin, "7")] {
      let words = refusal.words(about: project)
      let commands = words.matches(of: /killall-tofu [a-z]+( --[a-z]+)?( [^ ;,]+)?/).map { String($0.0) }
      #expect(!commands.isEmpty)
      for command in commands { #expect(command.hasSuffix(" \(reference)"), "\(words)") }
    }
  }

  @Test func anExtensionHasItsOwnLimit() {
    let words = DurationError.outOfRange.words(about: "9999999999d", upTo: Policy.longestExtension)
    #expect(words.contains("is not between 1 second and 30 days"))
  }

  @Test(arguments: Guard.allCases)
  func everyGuardSaysWhatIsMissing(unmet: Guard) {
    #expect(
      Refusal.guardNotMet(unmet).words(about: Self.demo) == "“demo” is not destroyed now: \(unmet.words)")
  }

  @Test(arguments: HoldReason.allCases)
  func everyHoldHasWords(reason: HoldReason) {
    #expect(!reason.words.isEmpty)
  }

  @Test(arguments: [
    ("", DurationError.empty, "is empty"), ("15", .missingUnit("15"), "no unit after 15"),
    ("3 moons", .unknownUnit("moons"), "“moons”"), ("-5h", .unreadable("-5h"), "“-5h”"),
    ("0s", .outOfRange, "365 days"),
  ])
  func durationsAreExplainedWithExamples(text: String, error: DurationError, part: String) {
    let words = error.words(about: text)
    #expect(words.contains(part))
    #expect(words.contains("2 hours"))
  }

  @Test func flawsNameTheirValue() {
    #expect(Flaw.path("here").words.contains("“here”"))
    #expect(Flaw.command.words.contains("command"))
  }
}
