import Deadlines
import Settings
import Testing

@Suite struct ProjectFileDraftTests {
  private func read(_ draft: ProjectFileDraft) throws(SettingsError) -> ProjectFile {
    try ProjectFile(bytes: Array(draft.text.utf8), at: "/p/.killall.yaml")
  }

  @Test func theLeast() throws {
    let file = try read(ProjectFileDraft(timeout: "2h"))
    #expect(file.timeout == "2h" && file.name == nil && file.command == nil && file.config == nil)
    #expect(ProjectFileDraft(timeout: "2h").text.contains("\ntimeout: 2h\n"))
  }

  @Test(arguments: [
    "demo", "a: b", "#x", "- x", "? x", "[x", "{x", "*x", "&x", "!x", "|", ">", "%x", "@x", "`x", "'", "\"",
    "\\", "'\"\\",
    "null", "~", "true", "1", "1.5", "2026-11-26", "x #y", "x: ", "x ", " x", "…", "Ä 🏗️ 日本", "=", "<<", "---",
    "...", "x\u{FEFF}",
    "\u{2028}x", "a\u{A0}b", "Null", "NULL", "0x1f", "x,y", "a]b}c",
  ])
  func whateverCharacters(text: String) throws {
    let command = text + "\n\t" + text + "\r\u{1B}[0m\u{202E}\u{85}\u{FFFE}\n"
    let file = try read(ProjectFileDraft(timeout: "1 hour 30 minutes", name: text.name, command: command))
    #expect(file.timeout == "1 hour 30 minutes" && file.name == text.name)
    #expect(file.command.map { Array($0.utf8) } == Array(command.utf8))
    #expect(try read(ProjectFileDraft(timeout: "2h", command: text)).command == text)
  }

  /// What the file must not say is told by reading it.
  @Test(arguments: [
    ProjectFileDraft(timeout: "soon"), ProjectFileDraft(timeout: ""),
    ProjectFileDraft(timeout: "2h\nname: x"),
    ProjectFileDraft(timeout: "2h", name: ""), ProjectFileDraft(timeout: "2h", name: "a\nb"),
    ProjectFileDraft(timeout: "2h", command: " "), ProjectFileDraft(timeout: "2h", command: "a\0b"),
  ])
  func whatMakesNoSenseIsRefused(draft: ProjectFileDraft) {
    #expect(throws: SettingsError.self) { try read(draft) }
  }

  /// Every line that only shows how it is done is right as it stands.
  @Test func whatIsShownCanBeUsed() throws {
    let text = ProjectFileDraft(timeout: "2h").text.split(separator: "\n").map { line in
      line.hasPrefix("#") && (!line.hasPrefix("# ") || line.hasPrefix("#  "))
        ? String(line.dropFirst()) : String(line)
    }.joined(separator: "\n")
    let file = try ProjectFile(bytes: Array(text.utf8), at: "/p/.killall.yaml")
    #expect(file.name == "demo" && file.isProtected && file.wishes.retries == 2)
    #expect(file.wishes.hooks.onFailure == "./cry.sh" && file.warningOffsets?.count == 4)
  }

  /// It may grow later without being allowed anew.
  @Test func theTimeoutStandsAlone() throws {
    #expect(try read(ProjectFileDraft(timeout: "2h", name: "x: y")).textWithoutTimeout != nil)
  }
}

extension String {
  /// Names hold no characters that do not show.
  fileprivate var name: String? {
    unicodeScalars.allSatisfy { ![0xFEFF, 0x2028].contains($0.value) } ? self : nil
  }
}
