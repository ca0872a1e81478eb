import Testing

@testable import ExecutionJournal

@Suite struct EntryTests {
  @Test(arguments: [
    Intent(command: [], directory: [], directoryIdentity: .init(device: 0, inode: 0), variables: []),
    Intent(
      command: Array("echo 'a\nb' \"c\" <d>".utf8) + [0xFF], directory: Array("/srv/ü".utf8) + [0xFE],
      directoryIdentity: .init(device: .max, inode: .max),
      variables: [Array("A".utf8), [0x42, 0xFF], []]),
  ])
  func `An intent comes back as it was`(intent: Intent) throws {
    #expect(try Intent(bytes: intent.bytes) == intent)
  }

  @Test func `A start comes back as it was`() throws {
    let started = Started(leader: .init(pid: .max, startTime: .max, bootID: "b"), at: .min)
    #expect(try Started(bytes: started.bytes) == started)
  }

  @Test(
    arguments: [.exited(0), .exited(255), .signalled(1), .signalled(64)]
      + StartStep.allCases.map { .couldNotStart($0, errno: 2) } as [Outcome])
  func `An end comes back as it was`(outcome: Outcome) throws {
    let ended = Ended(outcome: outcome, at: 1_790_000_000)
    #expect(try Ended(bytes: ended.bytes) == ended)
  }

  @Test(arguments: [
    ("command", "a\0", "/", "A=1"), ("directory", "a", "/\0", "A=1"), ("variable", "a", "/", "A\0"),
  ])
  func `A NUL in an intent is named`(field: String, command: String, directory: String, variable: String) {
    let intent = Intent(
      command: Array(command.utf8), directory: Array(directory.utf8),
      directoryIdentity: .init(device: 1, inode: 1),
      variables: [Array(variable.utf8)])
    #expect(throws: JournalError.Damage.field(field)) { _ = try Intent(bytes: intent.bytes) }
  }

  /// `kill` takes these for init, for everyone, or for whole groups.
  @Test(arguments: [1, 0, -1, -4242] as [Int32])
  func `A start never names a process that must not be signalled`(pid: Int32) {
    let started = Started(leader: .init(pid: pid, startTime: 1, bootID: "b"), at: 1)
    #expect(throws: JournalError.Damage.field("pid")) { _ = try Started(bytes: started.bytes) }
  }

  @Test(arguments: [
    ("code", Outcome.exited(256)), ("code", .exited(-1)), ("signal", .signalled(0)),
    ("signal", .signalled(65)),
  ])
  func `An end that cannot be is no end`(field: String, outcome: Outcome) {
    let ended = Ended(outcome: outcome, at: 1)
    #expect(throws: JournalError.Damage.field(field)) { _ = try Ended(bytes: ended.bytes) }
  }

  @Test(arguments: [
    ("outcome", "outcome 4\ngood\nat 1\n1\n"), ("step", "outcome 15\ncould-not-start\nstep 1\nx\n"),
    ("at", "outcome 6\nexited\ncode 1\n0\n"), ("code", "outcome 6\nexited\nat 1\n1\n"), ("outcome", ""),
  ])
  func `An end in unknown words is no end`(field: String, body: String) {
    #expect(throws: JournalError.Damage.field(field)) { _ = try Ended(bytes: record(kind: "ended", body)) }
  }
}
