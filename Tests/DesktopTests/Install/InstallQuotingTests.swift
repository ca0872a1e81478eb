import Foundation
import RealParts
import Testing

/// A path with any character in it is understood by those who read the installed files.
@Suite(.timeLimit(.minutes(1))) struct InstallQuotingTests {
  static let names = [
    "plain", "two words", "100% %h %%", "o'brien", "a \"quoted\" name", "a&b|c;d<e>", "$HOME ${HOME} `id`",
    #"back\slash \n"#, "ümläut", "#hash", "~tilde", "=equals",
  ]

  @Test(arguments: names) func dBusStartsIt(name: String) async throws {
    try await Desk.with(bus: false) { desk in
      let program = try await makeProgram(desk, in: name)
      let services = "\(desk.folder)/services"
      try FileManager.default.createDirectory(atPath: services, withIntermediateDirectories: true)
      let file = try await filled("bus", "io.github.killallgit.KillallTofu1.service", program, desk)
      try file.write(toFile: "\(services)/\(Desk.busName).service", atomically: true, encoding: .utf8)
      try await desk.startBus(services: services)
      // It takes no name and ends with an error, so the bus does not wait for it; that it was started is enough.
      _ = try await desk.call("Rescan")
      #expect(try told(desk) == "\(program)\ndaemon\n")
    }
  }

  @Test(arguments: names) func aDesktopStartsIt(name: String) async throws {
    try await Desk.with(bus: false) { desk in
      let program = try await makeProgram(desk, in: name)
      let entry = "\(desk.folder)/entry.desktop"
      try await filled("entry", "io.github.killallgit.KillallTofu-autostart.desktop", program, desk)
        .write(toFile: entry, atomically: true, encoding: .utf8)
      let launched = try await desk.run("gio", "launch", entry)
      #expect(launched.code == 0, "\(launched.errors)")
      try await desk.wait("the program") { try !told(desk).isEmpty }
      #expect(try told(desk) == "\(program)\ndaemon\n")
    }
  }

  /// What systemd understood, by its own words.
  @Test(arguments: names) func systemdKnowsIt(name: String) async throws {
    try await Desk.with(bus: false) { desk in
      let program = try await makeProgram(desk, in: name)
      let unit = "\(desk.folder)/killall-tofu.service"
      try await filled("unit", "killall-tofu.service", program, desk)
        .write(toFile: unit, atomically: true, encoding: .utf8)
      let verified = try await desk.run("systemd-analyze", "--user", "--man=no", "verify", unit)
      let ours = verified.errors.split(separator: "\n").filter { $0.contains("killall-tofu") }
      #expect(ours.isEmpty, "\(ours)")
    }
  }

  /// A program in a folder of that name, which tells by what name and arguments it was started.
  private func makeProgram(_ desk: Desk, in name: String) async throws -> String {
    let program = "\(desk.folder)/\(name)/killall-tofu"
    let script =
      "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" >'\(desk.folder)/new'\nmv '\(desk.folder)/new' '\(desk.folder)/told'\nexit 1\n"
    try await writeScript(script, at: program)
    return program
  }

  private func told(_ desk: Desk) throws -> String {
    guard FileManager.default.fileExists(atPath: "\(desk.folder)/told") else { return "" }
    return try String(contentsOfFile: "\(desk.folder)/told", encoding: .utf8)
  }

  /// A file as it is installed.
  private func filled(_ how: String, _ name: String, _ program: String, _ desk: Desk) async throws -> String {
    let script = ". \"$0\"/installing/quoting.bash; filled \"$1\" \"$0/$2\" \"$3\""
    let answer = try await desk.run("bash", "-uc", script, Installation.desktop, how, name, program)
    try #require(answer.code == 0, "\(answer.errors)")
    #expect(!answer.output.contains("@bindir@"))
    return answer.output
  }
}
