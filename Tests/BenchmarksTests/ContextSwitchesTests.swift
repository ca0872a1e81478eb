import Foundation
import Testing

@testable import killall_tofu_benchmarks

@Suite struct ContextSwitchesTests {
  @Test func bothKindsOfSwitchCount() {
    let status = """
      Name:\tkillall-tofu
      State:\tS (sleeping)
      Cpus_allowed_list:\t0-1
      voluntary_ctxt_switches:\t40
      nonvoluntary_ctxt_switches:\t2
      """
    #expect(ContextSwitches.count(inStatus: status) == 42)
  }

  @Test(
    arguments: [
      "", "voluntary_ctxt_switches:\t40", "voluntary_ctxt_switches:\tx\nnonvoluntary_ctxt_switches:\t2",
    ])
  func whatIsNotAWholeStatusCountsNothing(status: String) {
    #expect(ContextSwitches.count(inStatus: status) == nil)
  }

  @Test func aNewThreadCountsFromItsBeginningAndOneThatHasGoneNotAtAll() {
    let before = ContextSwitches(counts: [1: 10, 2: 20])
    let after = ContextSwitches(counts: [1: 13, 3: 4])
    #expect(after.total(since: before) == 7)
    #expect(before.total(since: before) == 0)
  }

  @Test func ourOwnThreadsAreFound() throws {
    #expect(try ContextSwitches(of: getpid()).counts[getpid()] != nil)
  }

  @Test func aProcessThatHasGoneIsNoCalmOne() {
    #expect(throws: LiveError.gone(pid: .max)) { try ContextSwitches(of: .max) }
  }
}
