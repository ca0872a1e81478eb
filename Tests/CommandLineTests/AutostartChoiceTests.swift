import Testing

@testable import killall_tofu

@Suite struct AutostartChoiceTests {
  private static let obstacles: [(AutostartChoice.Systemd, String)] = [
    (.absent, "this user has no systemd"),
    (.silent("Failed to\nconnect"), "systemd does not answer"),
    (.there(.missing, reachesSession: true), "is not installed"),
    (.there(.masked, reachesSession: true), "is masked"),
    (.there(.other("/opt/other"), reachesSession: true), "starts “/opt/other”, which is not this program"),
  ]

  @Test func `The unit is chosen where it is ours and the session starts it`() throws {
    #expect(try AutostartChoice(.there(.ours, reachesSession: true)).way == .unit)
  }

  @Test(arguments: obstacles)
  func `What stands in its way is said, and the entry chosen`(systemd: AutostartChoice.Systemd, words: String)
    throws
  {
    let choice = try AutostartChoice(systemd)
    #expect(
      choice.way == .entry && choice.why.hasPrefix("because ") && choice.why.contains(words), "\(choice)")
    #expect(!choice.why.contains("\n"))
    #expect(throws: Failure.self) { try AutostartChoice(systemd, wanted: .unit) }
  }

  @Test func `A session that systemd does not hear of gets the entry, unless the unit is wanted`() throws {
    let systemd = AutostartChoice.Systemd.there(.ours, reachesSession: false)
    #expect(try AutostartChoice(systemd).way == .entry)
    #expect(try AutostartChoice(systemd, wanted: .unit).way == .unit)
  }

  @Test func `A chosen engine is passed on by an entry alone`() throws {
    let systemd = AutostartChoice.Systemd.there(.ours, reachesSession: true)
    #expect(try AutostartChoice(systemd, hasEngine: true).why.contains("KILLALL_TOFU_STORE"))
    #expect(throws: Failure.self) { try AutostartChoice(systemd, hasEngine: true, wanted: .unit) }
  }

  @Test func `What is wanted is done`() throws {
    #expect(try AutostartChoice(.there(.ours, reachesSession: true), wanted: .entry).way == .entry)
  }
}
