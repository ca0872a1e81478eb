import Deadlines
import Foundation
import RealParts
import Testing

@testable import Daemon

/// How long a pause lasts, by which clock.
@Suite struct PauseTests {
  private let began = Moment(
    wall: Timestamp(1_800_000_000), awake: .seconds(9_000), asleep: .seconds(100), bootID: "boot")

  @Test(arguments: [
    // As the clocks go.
    (0, 0, 0, 3_600), (600, 600, 0, 3_000), (3_600, 3_600, 0, 0), (9_999, 9_999, 0, 0),
    // The machine slept.
    (3_000, 0, 3_000, 600), (4_000, 0, 4_000, 0),
    // The wall clock was set ahead, and back.
    (7_200, 60, 0, 0), (-7_200, 60, 0, 3_540), (-7_200, 3_600, 0, 0),
  ])
  func `It never lasts longer than was asked for`(wall: Int64, awake: Int64, asleep: Int64, left: Int64) {
    let pause = Pause(for: .hours(1), at: began)
    var now = began
    now.wall = now.wall + .seconds(wall)
    now.awake += .seconds(awake)
    now.asleep += .seconds(asleep)
    #expect(pause.timeLeft(at: now) == .seconds(left))
    #expect(pause.end(at: now) == (left > 0 ? now.wall + .seconds(left) : nil))
  }

  @Test(arguments: [
    (-5, 1), (0, 1), (60, 60), (86_400, 86_400), (86_401, 86_400), (9_223_372_036_854_775_807, 86_400),
  ])
  func `It is of a second at least and a day at most`(asked: Int64, gets: Int64) {
    #expect(Pause(for: .seconds(asked), at: began).timeLeft(at: began) == .seconds(gets))
  }

  @Test func `It ends with the boot`() {
    var now = began
    now.bootID = "another"
    #expect(Pause(for: .hours(1), at: began).timeLeft(at: now) == .zero)
  }

  @Test func `It outlasts the daemon, for its owner alone`() throws {
    let folder = try TestFolder("pause")
    let record = Pause.record(in: folder.path)
    #expect(Pause.current(in: folder.path, at: began) == nil)
    let pause = Pause(for: .hours(1), at: began)
    try record.write(pause)
    #expect(Pause.current(in: folder.path, at: began) == pause)
    let mode = try FileManager.default.attributesOfItem(atPath: record.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    var later = began
    later.wall = later.wall + .hours(2)
    #expect(Pause.current(in: folder.path, at: later) == nil)
    try record.write(nil)
    try record.write(nil)
    #expect(try folder.names.isEmpty)
  }

  /// One that is further off than anybody can ask for was written by somebody else.
  @Test(arguments: [
    "", "{", "[]", "null", "{\"untilWall\": 1}",
    "{\"untilWall\":\"x\",\"untilSinceBoot\":1,\"bootID\":\"boot\"}",
    String(repeating: "[", count: 300_000),
  ])
  func `A broken record is no pause`(text: String) throws {
    let folder = try TestFolder("pause")
    try Data(text.utf8).write(to: URL(filePath: folder.path("pause.json")))
    #expect(Pause.current(in: folder.path, at: began) == nil)
  }

  @Test func `A record of numbers that nobody asked for ends within a day`() throws {
    let folder = try TestFolder("pause")
    let text =
      "{\"untilWall\":9223372036854775807,\"untilSinceBoot\":9223372036854775807,\"bootID\":\"boot\"}"
    try Data(text.utf8).write(to: URL(filePath: folder.path("pause.json")))
    #expect(Pause.current(in: folder.path, at: began)?.timeLeft(at: began) == Pause.longest)
  }

  @Test func `What is no plain file is not read, and waited for by nobody`() throws {
    let folder = try TestFolder("pause")
    #expect(mkfifo(folder.path("pause.json"), 0o600) == 0)
    #expect(Pause.current(in: folder.path, at: began) == nil)
    unlink(folder.path("pause.json"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("pause.json"), withDestinationPath: "/dev/zero")
    #expect(Pause.current(in: folder.path, at: began) == nil)
  }
}
