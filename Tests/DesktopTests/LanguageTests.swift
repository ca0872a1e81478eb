import RealParts
import Testing

/// The daemon speaks to its user in the language of the session, and in English to everybody else.
@Suite(.desktop) struct LanguageTests {
  @Test func theDesktopIsGermanAndTheRecordIsEnglish() async throws {
    try await Desk.with { desk in
      desk.set("LANGUAGE", "fr:de")
      desk.set("LC_ALL", "C.UTF-8")
      let dunst = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      let added = try await desk.killallTofu(
        "add", desk.project, "--timeout", "10s", "--name", "demo", "--command", "true")
      #expect(!added.output.isEmpty && !added.output.contains("Frist"))
      try await desk.wait("the warning") { try await dunst.shown() == 1 }
      try await dunst.press("1 Std. länger")
      try await desk.wait("the extension") { try await desk.events().contains("extended") }
      try await desk.wait("the answer") {
        try await dunst.everShown().contains("demo wurde verlängert\nEs wird ")
      }
      let shown = try await dunst.everShown()
      #expect(shown.contains(/demo wird in \d+ Sekunden zerstört\n\d\d:\d\d:\d\d Uhr: true\nin \S/))
      let log = try await desk.sqlite("SELECT message FROM events ORDER BY id")
      #expect(log.contains("Warned, ") && log.contains("Extended by 1 hour; its deadline is "))
      #expect(!daemon.errors.contains("wird"))
    }
  }
}
