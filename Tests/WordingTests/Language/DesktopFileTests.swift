import Foundation
import Testing
import Wording

/// What desktops and software centres show of the program without running it.
@Suite struct DesktopFileTests {
  private static let languages = Language.allCases.filter { $0 != .english }

  private func text(of name: String) throws -> String {
    let place = PhraseTemplate.root.appending(path: name)
    return try String(contentsOf: place, encoding: .utf8)
  }

  @Test(
    arguments: [
      "desktop/io.github.killallgit.KillallTofu.desktop",
      "desktop/io.github.killallgit.KillallTofu-autostart.desktop",
      "Sources/killall-tofu/Autostart/AutostartEntry.swift",
    ], languages)
  func entriesAreTranslated(file: String, language: Language) throws {
    let lines = try text(of: file).split(separator: "\n").map { $0.drop { $0 == " " } }
    let shown = lines.indices.filter { place in
      ["Name=", "GenericName=", "Comment=", "Keywords="].contains { lines[place].hasPrefix($0) }
        && lines[place] != "Name=Killall-Tofu"
    }
    #expect(!shown.isEmpty)
    for place in shown {
      let key = lines[place].prefix { $0 != "=" }
      let translations = lines[(place + 1)...].prefix { $0.hasPrefix("\(key)[") }
      #expect(translations.contains { $0.hasPrefix("\(key)[\(language.code)]=") }, "\(lines[place])")
    }
  }

  @Test(arguments: languages) func metadataIsTranslated(language: Language) throws {
    let text = try text(of: "desktop/io.github.killallgit.KillallTofu.metainfo.xml")
    for element in ["summary", "p", "li", "caption"] {
      let originals = text.split(separator: "<\(element)>").count - 1
      let translations = text.split(separator: "<\(element) xml:lang=\"\(language.code)\">").count - 1
      #expect(originals > 0 && translations == originals, "\(element)")
    }
  }
}
