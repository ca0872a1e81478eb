import Deadlines
import Testing

@testable import Wording

@Suite struct ExtendTextTests {
  private var project: Project {
    Project(
      id: Project.ID(7), path: "/srv/demo", name: "demo", timeout: "1h", command: "true",
      createdAt: Timestamp(0), updatedAt: Timestamp(0))
  }

  @Test func buttonsSayWhatHappens() {
    #expect(ExtensionOffer(.hours(1)).label == "Extend 1 hour")
    #expect(ExtensionOffer(.minutes(40), isToLimit: true).label == "Extend to the limit, 40 min")
    #expect(ExtensionOffer(.hours(1)).label(forAll: 4, of: 4) == "Extend all 1 hour")
    #expect(ExtensionOffer(.hours(1)).label(forAll: 3, of: 4) == "Extend 3 of 4, 1 hour")
  }

  @Test func whatIsTypedIsExact() {
    #expect(project.keepHint(nil) == "Keep it with: killall-tofu extend demo 1h")
    let offers = [ExtensionOffer(.minutes(15)), ExtensionOffer(.seconds(2_401), isToLimit: true)]
    #expect(project.keepHint(offers) == "Keep it with: killall-tofu extend demo 40m1s")
    #expect(project.keepHint([]) == "Keep it with: killall-tofu cancel demo")
  }

  @Test func whereNoneIsLeftTheTextSaysWhy() {
    var policy = Policy()
    policy.maximumLifetime = .hours(8)
    #expect(
      project.limitWords([], policy: policy)
        == "It cannot be extended: the settings let no project live longer than 8 hours.")
    #expect(project.limitWords([ExtensionOffer(.hours(1))], policy: policy) == nil)
  }

  @Test func endingsAreNamedTogether() {
    let text = failedText([(project, .exited(code: 1)), (project, .exited(code: 1)), (project, .unverified)])
    #expect(text.summary == "3 teardowns went wrong")
    #expect(
      text.body.hasPrefix("demo, demo: the command failed with exit code 1\ndemo: the command ended well"))
    #expect(destroyedText([project]).summary == "1 project was destroyed")
    #expect(
      destroyedText(Array(repeating: project, count: 13)).body.hasSuffix(
        "\nand 1 more; see them all: killall-tofu history"))
  }
}
