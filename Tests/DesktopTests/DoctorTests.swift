import Foundation
import RealParts
import Testing

/// All of doctor, as the built program does it on a desk.
@Suite(.desktop, .timeLimit(.minutes(3))) struct DoctorTests {
  private struct Finding: Decodable {
    var section, subject, level, text: String
    var remedy: String?
  }

  private func doctor(_ desk: Desk) async throws -> (findings: [Finding], code: Int32) {
    let answer = try await desk.killallTofu("doctor", "--json")
    return (try JSONDecoder().decode([Finding].self, from: Data(answer.output.utf8)), answer.code)
  }

  private func finding(_ section: String, _ subject: String, _ desk: Desk) async throws -> Finding {
    let findings = try await doctor(desk).findings
    return try #require(
      findings.first { $0.section == section && $0.subject == subject }, "\(findings)")
  }

  /// Follows a way to mend something as it is printed.
  private func follow(_ remedy: String?, _ desk: Desk) async throws {
    let line = try #require(remedy)
    let program = "killall-tofu "
    let answer =
      line.hasPrefix(program)
      ? try await desk.start(
        [Desk.killallTofu] + line.dropFirst(program.count).split(separator: " ").map(String.init)
      )
      .finished() : try await desk.run("sh", "-c", line)
    try #require(answer.code == 0, "\(line): \(answer)")
  }

  @Test func aDeskWithEverythingHasNoErrors() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      _ = try await desk.startLogind()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "1h", "--name", "demo", "--command", "true")
      let (findings, code) = try await doctor(desk)
      #expect(code == 0 && !findings.contains { $0.level == "error" }, "\(findings)")
      let sections = findings.map(\.section).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
      #expect(
        sections == [
          "bus", "notifications", "tray", "logind", "database", "clock", "settings", "watched trees",
          "projects",
          "tools", "autostart", "folders",
        ])
      let texts = Dictionary(findings.map { ("\($0.section)/\($0.subject)", $0.text) }) { first, _ in first }
      #expect(
        texts["bus/daemon's name"]?.contains("process \(daemon.pid) (killall-tofu)") == true, "\(texts)")
      #expect(texts["notifications/server"]?.hasPrefix("dunst ") == true)
      #expect(texts["notifications/do not disturb"] == "off")
      #expect(texts["logind/sleep"]?.contains("delay locks are there") == true)
      #expect(texts["projects/active"]?.contains("next is “demo”") == true)
      #expect(texts["tools/supervisor"]?.contains("version 0.") == true)
      let page = try await desk.killallTofu("doctor").output
      #expect(page.hasSuffix("no errors, 2 warnings (tray, autostart).\n"), "\(page)")
    }
  }

  @Test func aHungServerIsNamedAndItsRemedyHelps() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      dunst.process.send(SIGSTOP)
      let hung = try await finding("notifications", "server", desk)
      #expect(
        hung.level == "error" && hung.text.contains("(dunst) does not answer within 3 seconds"), "\(hung)")
      try await follow(hung.remedy?.replacing("it is stopped; let it go on: ", with: ""), desk)
      #expect(try await finding("notifications", "server", desk).level == "ok")
      _ = try await desk.run("dunstctl", "set-paused", "true")
      let paused = try await finding("notifications", "do not disturb", desk)
      #expect(paused.level == "warning")
      try await follow(paused.remedy, desk)
      #expect(try await finding("notifications", "do not disturb", desk).level == "ok")
    }
  }

  @Test func eachRemedyMendsItsLine() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      try desk.configure("advanced: {max_concurrent: 2}")
      let daemon = try await desk.startDaemon()
      try desk.configure("advanced: {max_concurrent: 4}")
      let stale = try await finding("settings", "in use", desk)
      #expect(stale.level == "warning" && stale.remedy == "kill -HUP \(daemon.pid)")
      try await follow(stale.remedy, desk)
      try await desk.wait("the settings to be read") {
        try await finding("settings", "in use", desk).level == "ok"
      }

      let login = try await finding("autostart", "at login", desk)
      #expect(login.level == "warning")
      try await follow(login.remedy, desk)
      #expect(try await finding("autostart", "at login", desk).level == "ok")

      chmod("\(desk.folder)/home/.local/state/killall-tofu", 0o755)
      let open = try await finding("folders", "state", desk)
      #expect(open.level == "warning")
      try await follow(open.remedy, desk)
      #expect(try await finding("folders", "state", desk).level == "ok")
    }
  }

  /// A name that two bear is refused as ambiguous, so the remedy goes by the number.
  @Test func oneOfTwoOfTheSameNameIsGivenUpAsItSays() async throws {
    try await Desk.with { desk in
      for name in ["one", "two"] {
        let folder = "\(desk.project)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let added = try await desk.killallTofu(
          "add", folder, "--timeout", "1h", "--name", "web", "--command", "no-such-program")
        #expect(added.code == 0, "\(added)")
        try FileManager.default.removeItem(atPath: folder)
      }
      let lost = try await finding("projects", "directory", desk)
      #expect(lost.text.contains("“web” (id 1, ") && lost.text.contains("“web” (id 2, "), "\(lost)")
      let subjects = try await doctor(desk).findings.map(\.subject)
      #expect(subjects.contains("“web” (id 1)") && subjects.contains("“web” (id 2)"), "\(subjects)")
      try await follow(lost.remedy?.components(separatedBy: "give it up: ").last, desk)
      // The other one still shares its name with the one that was given up.
      let rest = try await finding("projects", "directory", desk)
      #expect(rest.text.hasPrefix("1 project: “web” (id 2, "), "\(rest)")
      try await follow(rest.remedy?.components(separatedBy: "give it up: ").last, desk)
    }
  }

  /// With neither bus nor home nor a terminal that is worth the name, it still says what it can.
  @Test func itWorksWhereNothingDoes() async throws {
    try await Desk.with(bus: false) { desk in
      for (name, value) in [
        ("HOME", nil), ("LANG", "C"), ("DBUS_SESSION_BUS_ADDRESS", nil), ("XDG_RUNTIME_DIR", nil),
      ] as [(String, String?)] {
        desk.set(name, value)
      }
      desk.set("KILLALL_TOFU_DATABASE", "\(desk.folder)/none.db")
      let answer = try await desk.killallTofu("doctor")
      #expect(answer.code == 1 && answer.errors.isEmpty, "\(answer)")
      #expect(answer.output.contains("neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set"))
    }
  }

  @Test(arguments: [20, 40, 80, 120]) func noLineIsWiderThanTheTerminal(columns: Int) async throws {
    try await Desk.with { desk in
      desk.set("TERM", "xterm")
      let page = try await desk.run(
        "script", "-qec", "stty cols \(columns); '\(Desk.killallTofu)' doctor", "/dev/null")
      let plain = page.output.replacing(/\u{1B}\[[0-9]*m/, with: "")
      for line in plain.split(whereSeparator: \.isNewline) { #expect(line.count <= columns, "\(line)") }
      #expect(page.output.contains("\u{1B}[31m"))
    }
  }

  @Test func aHungBusKeepsNobodyWaitingForEver() async throws {
    try await Desk.with { desk in
      desk.signalBus(SIGSTOP)
      let hung = try await finding("bus", "session bus", desk)
      #expect(hung.level == "error" && hung.text.contains("does not answer within"))
      desk.signalBus(SIGCONT)
    }
  }
}
