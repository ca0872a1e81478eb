import Foundation
import RealParts
import Testing

/// The command line on the file, where no daemon runs: the same rules, and a word that nothing will happen.
@Suite struct CommandLineTests {
  private struct Project: Decodable {
    var id: Int
    var path, name, timeout, command, status, source: String
    var active: Bool
    var holdReason: String?
    var destroyAt: String?
    var secondsLeft: Int?
    var generation: Int
    var tags: [String]
  }

  private func list(_ desk: Desk, _ more: String...) async throws -> [Project] {
    let answer = try await desk.start([Desk.killallTofu, "list", "--json"] + more).finished()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([Project].self, from: Data(answer.output.utf8))
  }

  @Test func aProjectsLifeWithoutADaemon() async throws {
    try await Desk.with(bus: false) { desk in
      let added = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2 hours", "--name", "demo", "--command", "true", "--tag", "aws")
      #expect(added.code == 0)
      #expect(added.output.contains("in 2 hours"))
      #expect(added.errors.contains("No daemon serves this database"))
      let project = try #require(try await list(desk).first)
      #expect(project.name == "demo")
      #expect(project.path == (try #require(realpath(desk.project))))
      #expect(project.tags == ["aws"])
      #expect(project.active && project.status == "scheduled" && project.source == "manual")
      #expect(project.holdReason == nil && project.destroyAt?.hasSuffix("Z") == true)
      #expect((7_190...7_200).contains(try #require(project.secondsLeft)))

      #expect(try await desk.killallTofu("extend", "demo", "1h").output.contains("in 3 hours"))
      #expect(try await desk.killallTofu("cancel", "1").code == 0)
      #expect(try await list(desk).isEmpty)
      #expect(try await list(desk, "--all").first?.status == "cancelled")
      let refused = try await desk.killallTofu("extend", "demo", "1h")
      #expect(refused.code == 1)
      #expect(refused.errors.contains("killall-tofu resume"))
      #expect(try await desk.killallTofu("resume", desk.project).code == 0)
      #expect(try await desk.events() == ["created", "extended", "cancelled", "configured"])
      let history = try await desk.killallTofu("history", "demo", "--json")
      #expect(history.output.contains("\"type\" : \"extended\""))
    }
  }

  @Test func whatIsAddedTwiceIsRefusedAndWhatIsOverStartsAnew() async throws {
    try await Desk.with(bus: false) { desk in
      let add = [Desk.killallTofu, "add", desk.project, "--timeout", "1h", "--command", "true"]
      #expect(try await desk.start(add).finished().code == 0)
      let twice = try await desk.start(add).finished()
      #expect(twice.code == 1)
      #expect(twice.errors.contains("killall-tofu extend 1 1h"))
      _ = try await desk.killallTofu("cancel", "1")
      #expect(try await desk.start(add).finished().code == 0)
      #expect(try await list(desk).map(\.id) == [1])
    }
  }

  @Test(arguments: [
    (["add", ".", "--timeout", "soon", "--command", "true"], 64, "“soon”"),
    (["add", ".", "--timeout", "15", "--command", "true"], 64, "no unit after 15"),
    (["add", ".", "--timeout", "0s", "--command", "true"], 64, "between 1 second and 365 days"),
    (["add", "nowhere", "--timeout", "1h", "--command", "true"], 1, "“nowhere” cannot be found"),
    (["add", "/etc/passwd", "--timeout", "1h", "--command", "true"], 1, "is not a directory"),
    (["add", ".", "--timeout", "1h"], 64, "--command"),
    (["add", ".", "--timeout", "1h", "--command", "  "], 64, "the command is empty"),
    (["add", ".", "--timeout", "1h", "--command", "true", "--name", " "], 64, "the name is empty"),
    (["add", "."], 64, "--timeout"),
    (["extend"], 64, "DURATION"),
    (["extend", "demo", "31 days"], 1, "at most 30 days"),
    (["extend", "demo", "-1h"], 64, "-1h"),
    (["extend", "nobody", "1h"], 66, "“nobody”"),
    (
      ["extend", "twin", "1h"], 1,
      "“twin” fits 2 projects; name one by its number or its path:\n  2  twin  /a  scheduled\n"
    ),
    (["show", "/nowhere"], 66, "/nowhere"), (["show", "demp"], 66, "did you mean “demo” (id 1, "),
    (["show"], 66, ", the current directory; "),
    (["extend", "demo"], 64, "how long?"),
    (["resume", "demo"], 1, "it is scheduled"),
    (["fly"], 64, "fly"), (["cancel", "dmeo"], 66, "did you mean “demo” (id 1, "),
    (["extend", "demo", "9999999999d"], 64, "not between 1 second and 30 days"),
    (["extend", "1h", "demo"], 64, "the other way round? killall-tofu extend demo 1h"),
    (["list", "demo"], 64, "killall-tofu show demo"), (["ls"], 64, "did you mean “killall-tofu list”?"),
    (["rm", "demo"], 64, "did you mean “killall-tofu remove”?"),
    (["watch"], 64, "did you mean “killall-tofu list --watch”?"),
    (["version"], 64, "did you mean “killall-tofu --version”?"),
    (["remove", "demo"], 1, "give it up first: killall-tofu cancel demo\n"),
    (["remove", "2"], 1, "give it up first: killall-tofu cancel 2\n"),
  ])
  func whatIsWrongIsSaidWithAWayOut(arguments: [String], code: Int32, words: String) async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('/a', 'twin', '1h', 'true'), "
          + "('/b', 'twin', '1h', 'true')")
      let answer = try await desk.start([Desk.killallTofu] + arguments).finished()
      #expect(answer.code == code, "\(answer)")
      #expect(answer.errors.contains(words), "\(answer.errors)")
      #expect(answer.output.isEmpty)
    }
  }

  /// A hint that names a project by a name that another has as well would be refused, or hit the other.
  @Test func hintsNameByNumberWhatSharesItsName() async throws {
    try await Desk.with(bus: false) { desk in
      var texts: [String] = []
      for folder in ["a", "b"] {
        let path = "\(desk.project)/\(folder)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let added = try await desk.killallTofu(
          "add", path, "--timeout", "1h", "--name", "twin", "--command", "true")
        texts.append(added.output)
      }
      #expect(texts[0].contains("killall-tofu extend twin 1h") && !texts[0].contains("Another project"))
      #expect(texts[1].contains("killall-tofu extend 2 1h") && texts[1].contains("killall-tofu cancel 2\n"))
      #expect(texts[1].contains("Another project is called “twin” as well; its number, 2, tells"))
      #expect(try await desk.killallTofu("cancel", "1").output.contains("killall-tofu resume 1\n"))
      #expect(try await desk.killallTofu("show", "1").output.contains("killall-tofu resume 1\n"))
      #expect(try await desk.killallTofu("remove", "2").errors.contains("killall-tofu cancel 2\n"))
      // A name means those that were not removed.
      _ = try await desk.killallTofu("remove", "1")
      #expect(try await desk.killallTofu("remove", "2").errors.contains("killall-tofu cancel twin\n"))
    }
  }

  @Test func aListWithoutActiveProjectsTellsOfTheOthers() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      _ = try await desk.killallTofu("cancel", "1")
      let words = "No active projects. 1 that is over: killall-tofu list --all\n"
      #expect(try await desk.killallTofu("list").output == words)
      _ = try await desk.killallTofu("remove", "1")
      #expect(try await desk.killallTofu("list").output.hasPrefix("No active projects. To register one: "))
    }
  }

  /// Long before the deadline would tell.
  @Test func aDirectoryThatIsGoneIsSaid() async throws {
    try await Desk.with(bus: false) { desk in
      let path = "\(desk.project)/a"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      _ = try await desk.killallTofu("add", path, "--timeout", "1h", "--name", "demo", "--command", "true")
      #expect(try await !desk.killallTofu("show", "demo").output.contains("directory is gone"))
      try FileManager.default.removeItem(atPath: path)
      let words = "its directory is gone: its teardown will fail"
      #expect(try await desk.killallTofu("show", "demo").output.contains("Careful     \(words)\n"))
      let doctor = try await desk.killallTofu("doctor").output
      #expect(doctor.contains("1 project: “demo”; \(words)"), "\(doctor)")
      #expect(doctor.contains("back, or give it up: killall-tofu cancel demo"), "\(doctor)")
    }
  }

  @Test func badSettingsAreNamedByPlace() async throws {
    try await Desk.with(bus: false) { desk in
      let folder = "\(desk.folder)/home/.config/killall-tofu"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "version: 1\nsafty: {}\n".write(toFile: "\(folder)/config.yaml", atomically: true, encoding: .utf8)
      let words = "config.yaml:2:1: unknown key “safty”; did you mean “safety”?"
      #expect(try await desk.killallTofu("config", "check").code == 78)
      // Without any settings that ever made sense it runs, and holds everything.
      let daemon = try desk.start([Desk.killallTofu, "daemon"])
      try await desk.wait("its word") { daemon.errors.contains(words) }
      await daemon.end()
      // A slip in a file must not keep anybody from putting a teardown off.
      for command in [
        ["add", ".", "--timeout", "1h", "--command", "true"], ["extend", "1", "1h"], ["cancel", "1"],
      ] {
        let answer = try await desk.start([Desk.killallTofu] + command).finished()
        #expect(answer.code == 0)
        #expect(answer.errors.contains(words + "; going by the defaults"))
      }
    }
  }

  /// Repaired, the command would be another one than the user typed.
  @Test func aCommandThatIsNotUTF8IsRefused() async throws {
    try await Desk.with(bus: false) { desk in
      let script = "exec \"$0\" add . --timeout 1h --command \"rm $(printf '\\377')\""
      let answer = try await desk.run("sh", "-c", script, Desk.killallTofu)
      #expect(answer.code == 64)
      #expect(answer.errors.contains("is not UTF-8"))
    }
  }

  @Test func terraformDirectoriesNeedNoCommand() async throws {
    try await Desk.with(bus: false) { desk in
      try Data().write(to: URL(filePath: "\(desk.project)/main.tf"))
      let answer = try await desk.killallTofu("add", desk.project, "--timeout", "1h")
      #expect(answer.code == 0)
      #expect(answer.output.contains("destroy -auto-approve"))
    }
  }

  @Test(arguments: ["quote's \"double\"", "two\nlines", "<b>markup<b> & more", "red \u{1B}[31m", "👩‍💻 tofu"])
  func namesMayHoldAnything(name: String) async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", name, "--command", "true")
      #expect(try await list(desk).map(\.name) == [name])
      let table = try await desk.killallTofu("list")
      #expect(table.output.split(separator: "\n").count == 2)
      #expect(!table.output.contains("\u{1B}"))
      #expect(try await desk.killallTofu("show", "1").code == 0)
    }
  }

  private func realpath(_ path: String) -> String? {
    guard let real = Foundation.realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
