import Foundation
import RealParts
import Testing

/// What a desktop does with the entry in its menu; Desktop Entry Specification, "D-Bus Activation".
@Suite(.desktop) struct ApplicationTests {
  /// Started by nothing but its name, it is there, answers, and shows the projects.
  @Test func theNameStartsTheDaemonAndActivateIsAnswered() async throws {
    try await Desk.with(bus: false) { desk in
      let services = "\(desk.folder)/services"
      try FileManager.default.createDirectory(atPath: services, withIntermediateDirectories: true)
      try await desk.startBus(services: services)
      let dunst = try await desk.startDunst()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "3h", "--name", "demo", "--command", "true")
      let environment = desk.environment.map { "'\($0)=\($1)'" }.joined(separator: " ")
      try
        "[D-BUS Service]\nName=\(Desk.applicationID)\nExec=/usr/bin/env \(environment) '\(Desk.killallTofu)' daemon\n"
        .write(toFile: "\(services)/killall-tofu.service", atomically: true, encoding: .utf8)
      _ = try await desk.run(
        "gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/",
        "--method", "org.freedesktop.DBus.ReloadConfig")
      let answer = try await desk.callApplication("Activate", "{}")
      #expect(answer.code == 0 && answer.output == "()\n", "\(answer)")
      try await desk.wait("the overview") { try await dunst.shown() == 1 }
      let text = try await dunst.everShown()
      #expect(
        text.contains("1 active project, the next deadline in 3 hours\ndemo: destroyed in 3 hours"), "\(text)"
      )
      // This one is ended through the lock file that names it.
      let lock = try String(contentsOfFile: desk.database + ".lock", encoding: .utf8)
      kill(try #require(lock.split(whereSeparator: \.isWhitespace).first.flatMap { pid_t($0) }), SIGTERM)
    }
  }

  @Test func actionsDoWhatTheySay() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      desk.set("PATH", "\(desk.folder)/bin:\(desk.environment["PATH"] ?? "")")
      try await writeScript(
        "#!/bin/sh\necho \"$1\" > '\(desk.folder)/opened'\n", at: "\(desk.folder)/bin/xdg-open")
      try await desk.startDaemon()
      try await desk.wait("the name") { try await desk.callApplication("Activate", "{}").code == 0 }
      let shows = { (text: String) in
        try await desk.wait(text) { try await dunst.everShown().contains(text) }
      }
      try await shows("No project is watched over")
      // As desktops and scripts call it.
      #expect(try await desk.run("gapplication", "action", Desk.applicationID, "settings").code == 0)
      try await shows("There is no settings file")
      try desk.settings("")
      #expect(try await desk.run("gapplication", "action", Desk.applicationID, "settings").code == 0)
      try await desk.wait("the file") {
        (try? String(contentsOfFile: "\(desk.folder)/opened", encoding: .utf8))?
          .hasSuffix("/killall-tofu/config.yaml\n") == true
      }
      #expect(try await desk.run("gapplication", "action", Desk.applicationID, "rescan").code == 0)
      let unknown = try await desk.callApplication("ActivateAction", "quit", "[]", "{}")
      #expect(unknown.errors.contains("org.freedesktop.DBus.Error.InvalidArgs"), "\(unknown)")
      #expect(unknown.errors.contains("overview, rescan, settings"), "\(unknown)")
      let open = try await desk.callApplication("Open", "['file:///etc/passwd']", "{}")
      #expect(open.errors.contains("org.freedesktop.DBus.Error.NotSupported"), "\(open)")
    }
  }
}
