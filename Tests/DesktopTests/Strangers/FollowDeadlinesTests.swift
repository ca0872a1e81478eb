import Foundation
import RealParts
import Testing

/// The example in `desktop/examples`: a program that is not ours, which knows only what the interface says.
@Suite(.desktop, .timeLimit(.minutes(5))) struct FollowDeadlinesTests {
  private static let example = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../desktop/examples/follow-deadlines").standardized.path(percentEncoded: false)

  private func follow(_ desk: Desk, _ arguments: String...) async throws -> ChildProcess.Finished {
    try await desk.start(["/usr/bin/python3", Self.example] + arguments).finished()
  }

  @Test func itListsExtendsAndCancels() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      try await desk.add("true")
      let before = try await desk.number("SELECT destroy_at FROM projects")
      try await desk.wait("the project") {
        try await follow(desk, "--once").output.contains("demo scheduled")
      }
      #expect(try await follow(desk, "--once").output.contains(/demo scheduled (01:00:00|00:59:\d\d) left/))
      let extended = try await follow(desk, "--extend", "demo", "7200")
      #expect(extended.code == 0, "\(extended)")
      #expect(extended.output.contains(/^demo has (03:00:00|02:59:\d\d) left/), "\(extended)")
      #expect(try await desk.number("SELECT destroy_at FROM projects") == before + 7_200)
      let cancelled = try await follow(desk, "--cancel", "demo")
      #expect(cancelled.output == "demo will not be destroyed\n", "\(cancelled)")
      #expect(try await desk.sqlite("SELECT status, active FROM projects") == "cancelled|0")
      #expect(try await follow(desk, "--once").output == "0 active\n")
    }
  }

  // What was seen earlier, and has changed since, is not acted upon.
  @Test func itMeetsErrorsByName() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      try await desk.add("true")
      try await desk.wait("the project") { try await follow(desk, "--extend", "demo", "60").code == 0 }
      let before = try await desk.sqlite("SELECT * FROM projects")
      let name = "refused: io.github.killallgit.KillallTofu1.Error"
      for (arguments, error) in [
        (["--extend", "demo", "60", "--generation", "1"], "\(name).StaleGeneration: "),
        (["--cancel", "demo", "--generation", "1"], "\(name).StaleGeneration: "),
        (["--extend", "nobody", "60"], "\(name).NotFound: "), (["--cancel", "nobody"], "\(name).NotFound: "),
        (["--extend", "demo", "0"], "refused: org.freedesktop.DBus.Error.InvalidArgs: "),
        (["--extend", "demo", "-1"], "-1 is no number of seconds"),
      ] {
        let answer = try await desk.start(["/usr/bin/python3", Self.example] + arguments).finished()
        #expect(answer.code == 1, "\(arguments): \(answer)")
        #expect(answer.errors.hasPrefix(error), "\(arguments): \(answer)")
      }
      #expect(try await desk.sqlite("SELECT * FROM projects") == before)
    }
  }

  @Test func itHearsATeardownFromBeginningToEnd() async throws {
    try await Desk.with { desk in
      try desk.settings("notifications: {required: false}\nsafety: {minimum_notice: 1s}")
      let daemon = try await desk.startDaemon()
      let follower = try desk.start(["/usr/bin/python3", Self.example])
      try await desk.wait("the follower") { follower.output.contains("following") }
      try await desk.add("true")
      try await desk.wait("the new project") {
        follower.output.contains(/new: 1 demo scheduled (01:00:00|00:59:\d\d) left/)
      }
      _ = try await desk.killallTofu("extend", "demo", "1h")
      try await desk.wait("the change") {
        follower.output.contains(/changed: 1 demo scheduled (02:00:00|01:59:\d\d) left/)
      }
      try await desk.sqlite("UPDATE projects SET destroy_at = CAST(strftime('%s','now') AS INTEGER) + 1")
      try await desk.wait("the end") {
        follower.output.contains("finished: demo, execution 1 completed, exit code 0")
      }
      #expect(follower.output.contains("destroying: demo, execution 1\n"))
      try await desk.wait("the state") { follower.output.contains("changed: 1 demo destroyed") }
      try await desk.sqlite("DELETE FROM projects")
      try await desk.wait("the removal") { follower.output.contains("gone: demo") }
      daemon.send(SIGTERM)
      try await desk.wait("the daemon's end") { follower.output.contains("no daemon runs") }
      try await desk.startDaemon()
      try await desk.wait("the next daemon") {
        follower.output.components(separatedBy: "following").count == 3
      }
    }
  }
}
