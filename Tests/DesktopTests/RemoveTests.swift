import Foundation
import RealParts
import Testing

/// `remove` only hides: lists and the bus leave the project out, its history stays, and it comes back with its number.
@Suite struct RemoveTests {
  private func add(_ desk: Desk) async throws {
    _ = try await desk.killallTofu(
      "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
  }

  @Test func whatIsActiveIsNotRemoved() async throws {
    try await Desk.with(bus: false) { desk in
      try await add(desk)
      let answer = try await desk.killallTofu("remove", "demo")
      #expect(answer.code == 1 && answer.output.isEmpty)
      #expect(answer.errors.contains("give it up first: killall-tofu cancel"), "\(answer)")
      #expect(try await desk.sqlite("SELECT removed_at IS NULL FROM projects") == "1")
    }
  }

  @Test func whatIsRemovedIsHiddenAndNothingIsLost() async throws {
    try await Desk.with(bus: false) { desk in
      try await add(desk)
      _ = try await desk.killallTofu("cancel", "demo")
      let removed = try await desk.killallTofu("remove", "demo")
      #expect(removed.code == 0 && removed.output.contains("killall-tofu resume 1"), "\(removed)")
      let list = try await desk.killallTofu("list", "--all")
      #expect(list.output.contains("No projects."), "\(list)")
      #expect(try await desk.killallTofu("list", "--all", "--json").output == "[\n\n]\n")
      for reference in ["1", desk.project, "demo"] {
        #expect(try await desk.killallTofu("show", reference).output.contains("It is removed from the lists"))
        #expect(try await desk.killallTofu("history", reference).output.contains("Registered “demo”"))
      }
      #expect(try await desk.killallTofu("remove", "1").output.contains("was removed before"))
      #expect(try await desk.events() == ["created", "cancelled", "configured"])
    }
  }

  @Test(arguments: [
    ["resume", "demo"], ["add", "PROJECT", "--timeout", "2h", "--command", "true"], ["init", "PROJECT"],
  ])
  func itComesBackWithItsNumberAndHistory(command: [String]) async throws {
    try await Desk.with(bus: false) { desk in
      try await add(desk)
      _ = try await desk.killallTofu("cancel", "demo")
      _ = try await desk.killallTofu("remove", "demo")
      var arguments = command.map { $0 == "PROJECT" ? desk.project : $0 }
      if command[0] == "init" { arguments += ["--timeout", "1h", "--command", "true"] }
      let answer = try await desk.start([Desk.killallTofu] + arguments).finished()
      #expect(answer.code == 0, "\(answer)")
      #expect(try await desk.sqlite("SELECT id, active, removed_at IS NULL FROM projects") == "1|1|1")
      #expect(try await desk.events().prefix(3) == ["created", "cancelled", "configured"])
    }
  }

  @Test func purgeDeletesWhatIsRemoved() async throws {
    try await Desk.with(bus: false) { desk in
      try await add(desk)
      _ = try await desk.killallTofu("cancel", "demo")
      _ = try await desk.killallTofu("remove", "demo")
      #expect(try await desk.killallTofu("purge", "1").code == 0)
      #expect(try await desk.number("SELECT count(*) FROM projects") == 0)
    }
  }

  /// What an object showed before is shown again when it comes back.
  @Test(.desktop) func theBusLeavesItOut() async throws {
    try await Desk.with { desk in
      try await add(desk)
      try await desk.sqlite(
        """
        UPDATE projects SET active = 0;
        INSERT INTO executions (id, project_id, status) VALUES (5, 1, 'failed')
        """)
      try await desk.startDaemon()
      let name = "io.github.killallgit.KillallTofu1"
      let root = "/io/github/killallgit/KillallTofu1"
      let last = ["get-property", name, "\(root)/projects/1", "\(name).Project", "LastExecution"]
      let ask = { (arguments: [String]) in
        try await desk.start(["busctl", "--user"] + arguments).finished()
      }
      #expect(try await ask(last).output == "x 5\n")
      #expect(try await desk.killallTofu("remove", "1").code == 0)
      try await desk.wait("its object to go") { try await ask(last).code != 0 }
      let found = try await ask(["call", name, root, "\(name).Manager", "FindProject", "s", "demo"])
      #expect(found.code != 0 && found.errors.contains("no project is known as “demo”"), "\(found)")
      #expect(try await desk.killallTofu("resume", "1").code == 0)
      try await desk.wait("its object to come") { try await ask(last).output == "x 5\n" }
    }
  }
}
