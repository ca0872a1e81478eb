import Testing

@testable import Deadlines

@Suite struct ProtectionTests {
  @Test(
    arguments: [
      ("prod", true), ("production", true), ("eu-prod", true), ("prod.eu", true), ("PROD", true),
      ("prod2", true),
      ("my_production_db", true), ("myProd", true), ("Prod stack", true), ("nonprod", false),
      ("product", false), ("reprod", false), ("PRODUCT", false), ("productionline", false), ("", false),
      ("demo", false),
    ])
  func namesProtectByAWord(name: String, isProtected: Bool) {
    var project = Project.sample()
    project.name = name
    #expect((project.protection(under: ProtectionPolicy()) != nil) == isProtected)
  }

  @Test(
    arguments: [
      ("/srv/keep", true), ("/srv/keep/a/b", true), ("/srv/keeper", false), ("/srv", false),
      ("/srv/Keep", false), ("/srv/keep/\u{301}x", true),
    ])
  func pathsProtectWhatLiesBelow(path: String, isProtected: Bool) {
    var project = Project.sample()
    project.path = path
    for root in ["/srv/keep", "/srv/keep/"] {
      #expect(
        project.protection(under: ProtectionPolicy(paths: [root])) == (isProtected ? .path(root) : nil))
    }
    #expect(project.protection(under: ProtectionPolicy(paths: ["/"])) == .path("/"))
  }

  @Test(
    arguments: [
      (ResourceCount.known(10), 10, nil), (.known(11), 10, .resources(11, limit: 10)),
      (.unknown, 10, .uncounted(limit: 10)), (.unknown, nil, nil), (.known(99), nil, nil), (nil, 10, nil),
    ] as [(ResourceCount?, Int?, Protection?)])
  func moreResourcesThanAllowedProtect(count: ResourceCount?, limit: Int?, expected: Protection?) {
    var project = Project.sample()
    project.resourceCount = count
    #expect(project.protection(under: ProtectionPolicy(maximumResources: limit)) == expected)
  }

  /// The name that is typed stands for it; a click on Retry does not.
  @Test func onlyATypedNameDestroysWhatIsProtected() throws {
    var project = Project.due()
    project.isProtected = true
    let now = Moment.sample
    let circumstances = Circumstances(now: now, policy: Policy())
    #expect(throws: Refusal.guardNotMet(.unprotected)) {
      try project.checkClaim(seen: project, in: circumstances)
    }
    var failed = project
    failed.fail(at: now)
    #expect(throws: Refusal.guardNotMet(.unprotected)) { try failed.retry(at: now, policy: Policy()) }
    try failed.claimAtUsersWord(at: now)
    failed.failAttempt(isWorthRetrying: true, at: now, policy: ExecutionPolicy())
    #expect(failed.isBetweenAttempts && failed.mayGoOn(in: circumstances))
    failed.attempts?.isTyped = false
    #expect(failed.standing(in: circumstances) == .lapsed)
  }
}
