import Deadlines
import RealParts
import Testing

@testable import ProjectStore

@Suite("The clock's mark", .bothEngines)
struct ClockMarkTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test("moves on with what we write, by the minute, and never back by itself")
  func movesOn() async throws {
    let store = try await openStore(in: folder)
    #expect(try await store.clockMark() == ClockMark())
    let id = try await store.projects.add(sample()).id
    #expect(try await store.clockMark().at == noon)
    for (seconds, expected) in [(59, 0), (60, 60), (-86_400, 60), (119, 60), (3_600, 3_600)]
      as [(Int64, Int64)]
    {
      let now = noon + .seconds(seconds)
      _ = try await store.projects.update(id, at: now) { row throws(Refusal) in
        row.name = "at \(seconds)"
        return nil
      }
      #expect(try await store.clockMark().at == noon + .seconds(expected))
    }
  }

  @Test("goes by no time of another program")
  func ofOurOwn() async throws {
    let store = try await openStore(in: folder)
    try await OtherProgram.run(
      """
      INSERT INTO projects (path, name, timeout, command, created_at, updated_at)
      VALUES ('/srv/x', 'x', '1h', 'true', 4000000000, 4000000000);
      """, on: folder.file)
    #expect(try await store.clockMark().at == nil)
  }

  @Test("goes back, vouched for, when a project held for the clock is resumed")
  func vouched() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    let past = Moment(wall: noon - .days(400), awake: .seconds(100), bootID: "boot")
    let held = try await store.projects.update(project.id, at: past.wall) { row throws(Refusal) in
      try row.hold(.clock, seen: project, at: past)
      return nil
    }
    #expect(try await store.clockMark() == ClockMark(at: noon))
    // What the schedule settles by itself is nobody's word.
    let settled = try await store.projects.update(project.id, at: noon) { row throws(Refusal) in
      try row.settle(seen: held)
      return nil
    }
    #expect(try await store.clockMark().vouchedAt == nil)
    _ = try await store.projects.update(project.id, at: past.wall) { row throws(Refusal) in
      try row.hold(.clock, seen: settled, at: past)
      return nil
    }
    _ = try await store.projects.update(project.id, at: past.wall) { row throws(Refusal) in
      try row.resume(at: past, policy: Policy())
      return nil
    }
    #expect(try await store.clockMark() == ClockMark(at: past.wall, vouchedAt: past.wall))
  }

  @Test("can be set back where the kernel vouches")
  func reset() async throws {
    let store = try await openStore(in: folder)
    _ = try await store.projects.add(sample())
    try await store.resetClockMark(to: noon - .days(1))
    #expect(try await store.clockMark() == ClockMark(at: noon - .days(1)))
  }

  @Test(
    "means nothing where a cell of it holds what no clock can read",
    arguments: ["at", "vouched_at", "asleep", "wall_offset", "woke_at"],
    ["-9223372036854775808", "9223372036854775807", "-1e300", "'soon'", "x'00'", "NULL"])
  func nonsense(column: String, value: String) async throws {
    let store = try await openStore(in: folder)
    let seen = SeenClocks(
      bootID: "boot", asleep: .seconds(-5), wallOffset: .days(20_000), wokeAt: .seconds(9))
    try await store.remember(seen)
    try await store.resetClockMark(to: noon)
    #expect(try await store.seenClocks() == seen)
    try await OtherProgram.run("UPDATE clock_mark SET \(column) = \(value)", on: folder.file)
    #expect(try await store.clockMark() == ClockMark(at: column == "at" ? nil : noon))
    var expected = ["asleep", "wall_offset"].contains(column) ? SeenClocks() : seen
    if column == "woke_at" { expected.wokeAt = nil }
    #expect(try await store.seenClocks() == expected)
    // What is written next takes its place.
    _ = try await store.projects.add(sample())
    try await store.remember(seen)
    #expect(try await store.clockMark().at == noon)
    #expect(try await store.seenClocks() == seen)
  }
}

@Suite("What time has done to a project", .bothEngines)
struct StallTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  @Test("is read back as it was written")
  func roundTrip() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    #expect(project.livesSince == noon)
    let now = Moment(wall: noon + .hours(3), awake: .seconds(100), bootID: "boot")
    _ = try await store.projects.update(project.id, at: now.wall) { row throws(Refusal) in
      try row.hold(.unwarned, because: .paused, seen: project, at: now)
      row.remindedOffset = .hours(1)
      return nil
    }
    let held = try await store.required(project.id)
    #expect(held.silence == .paused && held.stalledSince == now.wall && held.remindedOffset == .hours(1))
    // Another program's Cancel and Resume leave nothing of it behind.
    try await OtherProgram.run(
      "UPDATE projects SET active = 0; UPDATE projects SET active = 1;", on: folder.file)
    let resumed = try await store.required(project.id)
    #expect(resumed.status == .scheduled && resumed.silence == nil && resumed.stalledSince == nil)
  }

  @Test("is not begun by an earlier life")
  func anew() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    _ = try await store.projects.update(project.id, at: noon) { row throws(Refusal) in
      row.finishDestroying()
      return nil
    }
    let again = try await store.projects.add(sample(), at: noon + .days(9)) { _ in nil }
    #expect(again.id == project.id && again.livesSince == noon + .days(9))
  }

  @Test("leaves the warning times of the project's own file to that file")
  func ownWarnings() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    let config = #"{"version":1,"warnings":[30,"90 min",5],"tags":["x"]}"#
    try await OtherProgram.run("UPDATE projects SET config = '\(config)'", on: folder.file)
    #expect(
      try await store.required(project.id).warningOffsets == [.minutes(30), .minutes(90), .minutes(5)])
    _ = try await store.projects.update(project.id, at: noon) { row throws(Refusal) in
      row.name = "renamed"
      return nil
    }
    #expect(try await OtherProgram.run("SELECT config FROM projects", on: folder.file) == config)
    for silent in ["NULL", "'{}'", #"'{"warnings":null}'"#] {
      try await OtherProgram.run("UPDATE projects SET config = \(silent)", on: folder.file)
      #expect(try await store.required(project.id).warningOffsets == nil)
    }
  }

  @Test(
    "makes no sense, and is held for that, when its times make none",
    arguments: [
      "'{'", "'[]'", #"'{"warnings":[0]}'"#, #"'{"warnings":[-5]}'"#, #"'{"warnings":["soon"]}'"#,
      #"'{"warnings":5}'"#, #"'{"warnings":[1e99]}'"#, "x'00'", "7",
    ])
  func nonsense(config: String) async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    try await OtherProgram.run("UPDATE projects SET config = \(config)", on: folder.file)
    guard case .config? = try await store.required(project.id).flaw else {
      return #expect(Bool(false), "taken for sound")
    }
  }

  @Test(
    "counts no reminder that cannot have been shown",
    arguments: ["-1", "9223372036854775807", "-9223372036854775808", "'soon'", "x'00'"])
  func strangeReminder(offset: String) async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    try await OtherProgram.run(
      "UPDATE projects SET status = 'failed', reminded_offset = \(offset)", on: folder.file)
    #expect(try await store.required(project.id).remindedOffset == nil)
  }

  @Test("does not make a hold unreadable that another program explains strangely")
  func strangeSilence() async throws {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample())
    try await OtherProgram.run(
      "UPDATE projects SET status = 'held', hold_reason = 'unwarned', silence = 'because'", on: folder.file)
    #expect(try await store.required(project.id).silence == nil)
  }
}
