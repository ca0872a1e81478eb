import Foundation
import Glibc
import RealParts
import Testing

/// What `show` says of a project that is due and waits.
@Suite(.desktop) struct ShowTests {
  /// A project on the file that was due a minute ago, its user warned an hour before.
  private func addDue(to desk: Desk) async throws -> (boot: String, awake: Int) {
    _ = try await desk.killallTofu(
      "add", desk.project, "--timeout", "2h", "--name", "demo", "--command", "true")
    let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    var awake = timespec()
    clock_gettime(CLOCK_MONOTONIC, &awake)
    let now = Int(Date().timeIntervalSince1970)
    try await desk.sqlite(
      """
      UPDATE projects SET destroy_at = \(now - 60), scheduled_at = \(now - 7_200), generation = 5,
        accepted_generation = 5, accepted_boot = '\(boot)', accepted_awake = \(max(0, awake.tv_sec - 3_600)),
        accepted_at = \(now - 3_600), accepted_offset = 0
      """)
    return (boot, awake.tv_sec)
  }

  /// A terminal obeys some of what JSON may hold as it is.
  @Test func itsJSONIsHarmlessToATerminal() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await addDue(to: desk)
      let name = "a\u{9B}2J\u{7F}\u{202E}b"
      try await desk.sqlite("UPDATE projects SET name = '\(name)'")
      for command in [["show", "1"], ["list", "--all"], ["history", "1"]] {
        let answer = try await desk.start([Desk.killallTofu] + command + ["--json"]).finished()
        let marks: [Unicode.Scalar] = ["\u{9B}", "\u{7F}", "\u{202E}"]
        #expect(answer.code == 0 && !answer.output.unicodeScalars.contains(where: marks.contains))
        _ = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
        if command[0] != "history" {
          #expect(answer.output.contains(#""a\u009b2J\u007f\u202eb""#), "\(answer)")
        }
      }
    }
  }

  @Test func itTellsOfTheMomentAfterWaking() async throws {
    try await Desk.with(bus: false) { desk in
      let (boot, awake) = try await addDue(to: desk)
      #expect(
        try await desk.killallTofu("show", "demo").output.contains("It is due: a daemon destroys it now."))
      try await desk.sqlite(
        "UPDATE clock_mark SET boot = '\(boot)', asleep = 0, wall_offset = 0, woke_at = \(awake)")
      let show = try await desk.killallTofu("show", "demo").output
      #expect(show.contains(", because the machine has only just woken"), "\(show)")
    }
  }

  @Test func itTellsWhatADaemonSawInItsWay() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await addDue(to: desk)
      try await desk.sqlite(
        """
        INSERT INTO events (project_id, type, message, metadata, created_at)
        VALUES (1, 'configured', 'Waits', '{"guard":"alone","generation":5}', 1800000000)
        """)
      let show = try await desk.killallTofu("show", "demo").output
      #expect(show.contains("Waits       a process of its last teardown still lives, or another"), "\(show)")
      #expect(show.contains("once it need not wait any more"))
    }
  }
}
