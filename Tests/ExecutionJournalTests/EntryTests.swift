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
    var started = Started(leader: .init(pid: .max, startTime: .max, bootID: "b"), at: 253_402_300_799)
    #expect(try Started(bytes: started.bytes) == started)
    // Times that nobody could reckon with are brought nearer.
    (started.at, started.begunAt) = (.max, .min)
    let read = try Started(bytes: started.bytes)
    #expect(read.at == 253_402_300_799 && read.begunAt == 0)
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

  @Test func `Everything that an intent may hold comes back`() throws {
    var intent = Intent(
      command: Array("c".utf8), directory: Array("/".utf8), directoryIdentity: .init(device: 1, inode: 2),
      variables: [Array("A".utf8)])
    (intent.masked, intent.beforeDestroy, intent.afterDestroy) = ([Array("X*".utf8)], [1], [2])
    (intent.onFailure, intent.check, intent.silenceLimit, intent.killAfter) = ([3], [4], 1, .max)
    intent.isLastAttempt = false
    #expect(try Intent(bytes: intent.bytes) == intent)
  }

  @Test func `Everything that an end may hold comes back`() throws {
    var ended = Ended(.beforeDestroy, outcome: .exited(0), at: 1)
    ended.leftovers = Leftovers(names: ["a.b", "ü"], count: 30)
    (ended.isUnchecked, ended.followingHook) = (true, .onFailure)
    ended.interference = .init(isStopped: true, isKilled: false)
    #expect(try Ended(bytes: ended.bytes) == ended)
    let hook = HookEnded(.afterDestroy, outcome: .couldNotStart(.shell, errno: 2), at: 3)
    #expect(try HookEnded(bytes: hook.bytes) == hook)
    let started = Started(.check, leader: .init(pid: 5, startTime: 1, bootID: "b"), at: 9, begunAt: 3)
    #expect(try Started(bytes: started.bytes) == started)
    let values = EnvironmentValues([Array("A=1".utf8), Array("B=".utf8)])
    #expect(try EnvironmentValues(bytes: values.bytes) == values)
    #expect(values.names == [Array("A".utf8), Array("B".utf8)])
  }

  /// As the first version wrote them: the environment with its values, one part alone.
  @Test func `Older records are still read`() throws {
    let intent = try Intent(
      bytes: record(
        kind: "intent",
        "command 1\nc\ndirectory 1\n/\ndevice 1\n1\ninode 1\n2\nenvironment 3\nA=1\nenvironment 2\nB=\n"))
    #expect(intent.variables == [Array("A".utf8), Array("B".utf8)])
    #expect(intent.isLastAttempt && intent.silenceLimit == nil && intent.check == nil)
    let started = try Started(
      bytes: record(kind: "started", "pid 1\n5\nstart-time 1\n1\nboot-id 1\nb\nat 1\n9\n"))
    #expect(started.part == .command && started.begunAt == 9)
    let ended = try Ended(bytes: record(kind: "ended", "outcome 6\nexited\ncode 1\n3\nat 1\n9\n"))
    #expect(ended == Ended(outcome: .exited(3), at: 9))
    #expect(!ended.isSuccess && ended.interference == nil && ended.followingHook == nil)
  }

  @Test(arguments: [
    (Part.command, Outcome.exited(0), 0, false), (.command, .exited(0), 2, true),
    (.command, .exited(1), 0, true),
    (.command, .exited(126), 0, false), (.command, .exited(127), 0, false),
    (.command, .signalled(9), 0, true),
    (.command, .couldNotStart(.directory, errno: 2), 0, false), (.beforeDestroy, .exited(1), 0, false),
    (.beforeDestroy, .exited(0), 0, false), (.beforeDestroy, .signalled(9), 0, false),
  ])
  func `What is worth another attempt`(part: Part, outcome: Outcome, left: Int, isWorthIt: Bool) {
    var ended = Ended(part, outcome: outcome, at: 1)
    ended.leftovers.count = left
    #expect(ended.isWorthRetrying == isWorthIt)
    #expect(ended.isSuccess == (part == .command && outcome == .exited(0) && left == 0))
    ended.isUnchecked = true
    #expect(
      !ended.isSuccess && ended.isWorthRetrying == (isWorthIt || part == .command && outcome == .exited(0)))
  }
}
