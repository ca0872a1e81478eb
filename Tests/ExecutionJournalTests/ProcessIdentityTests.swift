import Foundation
import Testing

@testable import ExecutionJournal

@Suite struct ProcessIdentityTests {
  @Test func `A process is itself, and no other`() throws {
    let own = try #require(try ProcessIdentity(runningAs: getpid()))
    #expect(try ProcessIdentity(runningAs: getpid()) == own)
    #expect(own.bootID.count == 36)
    #expect(try ProcessIdentity(runningAs: 1) != own)
  }

  @Test func `A number that no process has names none`() throws {
    // Above the largest pid Linux gives, proc(5).
    #expect(try ProcessIdentity(runningAs: 4_194_305) == nil)
    #expect(try ProcessIdentity(runningAs: -1) == nil)
  }

  /// The program's name stands in the middle of the line, unescaped.
  @Test func `A program's name cannot shift the fields`() throws {
    let line = "42 (a) S 1 1 (b) R 1 42 42 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0"
    #expect(ProcessIdentity.startTime(inStatus: Array(line.utf8)) == 777)
    #expect(ProcessIdentity.startTime(inStatus: Array("42 (short) R 1".utf8)) == nil)
    #expect(ProcessIdentity.startTime(inStatus: []) == nil)
  }
}
