import Testing

/// The judge of the sweep: it has to find what is wrong, or a clean table proves nothing.
@Suite struct KillFindingsTests {
  private let once = "begin a\nend a\n"

  private func breaches(
    of status: String, _ attempts: [(String, Int?)], marks: String, killed: Set<Victim> = [.daemon],
    hold: String = "", isSettled: Bool = true, isAfterVerdict: Bool = false, hooks: [String] = []
  ) -> Set<Breach> {
    KillFindings(
      killed: killed, isSettled: isSettled, status: status, holdReason: hold,
      attempts: attempts.map { .init(status: $0, exitCode: $1) }, isAfterVerdict: isAfterVerdict,
      marks: Marks(marks), hooks: hooks.map { Marks($0) }
    ).breaches
  }

  @Test func whatWentWellIsFine() {
    #expect(breaches(of: "destroyed", [("completed", 0)], marks: once) == [])
    #expect(breaches(of: "destroyed", [("failed", nil), ("completed", 0)], marks: once) == [])
    #expect(
      breaches(of: "held", [("failed", nil)], marks: once, killed: [.supervisor], hold: "interrupted") == [])
    #expect(
      breaches(of: "held", [("failed", nil)], marks: "", killed: [.supervisor], hold: "interrupted") == [])
    #expect(
      breaches(of: "destroyed", [("failed", 1), ("completed", 0)], marks: once + "begin b\nend b\n").contains(
        .doubled) == false)
  }

  @Test func whatIsLostIsFound() {
    #expect(breaches(of: "scheduled", [], marks: "", isSettled: false).contains(.lost))
    #expect(breaches(of: "destroyed", [], marks: once).contains(.lost))
  }

  @Test func whatIsDoubledIsFound() {
    let twice = once + "begin b\nend b\n"
    #expect(breaches(of: "destroyed", [("completed", 0)], marks: twice).contains(.doubled))
    #expect(breaches(of: "destroyed", [("failed", nil), ("completed", 0)], marks: twice).contains(.doubled))
    let beside = "begin a\nbegin b\nend a\nend b\n"
    #expect(breaches(of: "destroyed", [("failed", 1), ("completed", 0)], marks: beside).contains(.doubled))
    #expect(breaches(of: "destroyed", [("completed", 0)], marks: once, hooks: ["", twice]) == [.doubled])
  }

  @Test func aFalseSuccessIsFound() {
    #expect(breaches(of: "destroyed", [("completed", 0)], marks: "begin a\n").contains(.falselySuccessful))
    #expect(breaches(of: "destroyed", [("completed", 0)], marks: "").contains(.falselySuccessful))
    #expect(breaches(of: "held", [("completed", 0)], marks: "begin a\n").contains(.falselySuccessful))
  }

  @Test func anEndThatWasSeenIsToBeTold() {
    #expect(breaches(of: "held", [("failed", nil)], marks: once, hold: "interrupted") == [.untrue])
    #expect(breaches(of: "failed", [("failed", 1)], marks: once, killed: [.supervisor]) == [.untrue])
    let interrupted = breaches(
      of: "held", [("failed", nil)], marks: once, killed: [.supervisor], hold: "interrupted",
      isAfterVerdict: true)
    #expect(interrupted == [.untrue])
  }
}
