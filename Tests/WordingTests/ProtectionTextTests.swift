import Deadlines
import Testing
import Wording

@Suite struct ProtectionTextTests {
  private let now = Moment(wall: Timestamp(1_795_348_800), awake: .hours(1), bootID: "")

  private var project: Project {
    var project = Project(
      id: Project.ID(7), path: "/home/ana/live", name: "shop", timeout: "2h", command: "tofu destroy",
      status: .held, holdReason: .protected, tags: ["keep"], deadline: now.wall + .hours(2),
      createdAt: now.wall, updatedAt: now.wall)
    project.scheduledAt = now.wall
    return project
  }

  @Test(arguments: [
    (Protection.file, "its .killall.yaml protects it"),
    (.path("/home/ana/live"), "it lies in ~/live, which the settings protect"),
    (.tag("keep"), "it bears the tag “keep”, which the settings protect"),
    (.name("Prod"), "its name holds the word “Prod”"),
    (
      .uncounted(limit: 20),
      "how many resources would go is not known, and safety.max_resources in the settings allows 20"
    ),
    (.resources(57, limit: 20), "57 resources would go, and safety.max_resources in the settings allows 20"),
  ])
  func itsReasonIsNamed(protection: Protection, words: String) {
    #expect(protection.words(home: "/home/ana") == words)
  }

  @Test func whatIsProtectedNamesTheOnlyWay() {
    var policy = Policy()
    policy.protection = ProtectionPolicy(tags: ["keep"])
    let why = "it bears the tag “keep”, which the settings protect"
    let text = project.heldText(.protected, home: "/home/ana", at: now.wall, policy: policy)
    #expect(text.summary == "shop is protected")
    #expect(text.body.hasPrefix("No deadline destroys it: \(why).\ntofu destroy\nin ~/live\n"))
    #expect(text.body.hasSuffix("killall-tofu destroy shop"))
    #expect(
      project.nextStep(at: now, policy: policy)
        == "No deadline destroys it: \(why). \(project.protectedWayOn)")
    #expect(project.holdWords(under: policy, home: nil) == why)
    #expect(project.holdWords(under: Policy(), home: nil) == HoldReason.protected.words)
  }

  @Test func evenBeforeADaemonSawItNobodyIsToldThatItIsDestroyed() {
    var added = project
    added.status = .scheduled
    added.holdReason = nil
    added.name = "shop-prod"
    #expect(
      added.whenDestroyed(at: now, policy: Policy())
        == "not destroyed by its deadline: its name holds the word “prod”")
  }
}
