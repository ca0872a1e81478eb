import Foundation
import Testing

@testable import Wording

@Suite struct CatalogueTests {
  private static let translated = Language.allCases.filter { $0 != .english }

  private func file(_ language: Language) throws -> PoFile {
    let place = PhraseTemplate.languages.appending(path: "\(language.code).po")
    return try PoFile(Array(Data(contentsOf: place)))
  }

  /// `KILLALL_TOFU_UPDATE_TEMPLATE=1` writes the template anew; msgmerge(1) then brings the catalogues up to it.
  @Test func theTemplateIsThatOfTheSource() throws {
    let place = PhraseTemplate.languages.appending(path: "killall-tofu.pot")
    let text = try PhraseTemplate.source.get().text
    if ProcessInfo.processInfo.environment["KILLALL_TOFU_UPDATE_TEMPLATE"] != nil {
      try Data(text.utf8).write(to: place)
    }
    let isSame = try text == String(contentsOf: place, encoding: .utf8)
    #expect(isSame, "run this test with KILLALL_TOFU_UPDATE_TEMPLATE=1, then translate what is new")
  }

  @Test(arguments: translated) func everyPhraseIsTranslatedAndNothingElse(language: Language) throws {
    let file = try file(language)
    let source = try PhraseTemplate.source.get().phrases
    let known = Dictionary(uniqueKeysWithValues: file.entries.map { ($0.key, $0) })
    let missing = source.filter { phrase in
      guard let entry = known[phrase.key], entry.plural == phrase.plural else { return true }
      return entry.isFuzzy || entry.translations.contains("")
    }
    #expect(missing.map(\.phrase) == [])
    #expect(Set(known.keys).subtracting(source.map(\.key)) == [])
    #expect(file.header["Language"] == language.code)
  }

  /// What a translation may not change: its gaps, lines to type, names of files and settings, and how it begins and ends.
  @Test(arguments: translated) func translationsKeepWhatIsNoLanguage(language: Language) throws {
    let file = try file(language)
    let rule = try #require(PluralRule(header: file.header["Plural-Forms"] ?? ""))
    for entry in file.entries {
      #expect(entry.translations.count == (entry.plural == nil ? 1 : rule.count), "\(entry.key)")
      let phrase = entry.plural ?? entry.phrase ?? ""
      for (form, translation) in entry.translations.enumerated() {
        // The form for one may leave the number out, as the phrase may.
        let wanted = form == 0 && entry.plural != nil ? entry.phrase ?? "" : phrase
        #expect(translation.gaps == wanted.gaps, "\(entry.key)")
        #expect(translation.untranslated == wanted.untranslated, "\(entry.key)")
        if let end = wanted.last, ".?".contains(end) { #expect(translation.last == end, "\(entry.key)") }
      }
    }
  }

  @Test func everyCatalogueIsThatOfALanguage() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: PhraseTemplate.languages.path)
    #expect(files.filter { $0.hasSuffix(".po") }.sorted() == Self.translated.map { "\($0.code).po" }.sorted())
  }

  @Test func whatTheProgramHoldsIsTheFile() throws {
    for language in Self.translated {
      for entry in try file(language).entries where entry.plural == nil {
        #expect(
          Catalogue.of(language).translation(of: entry.phrase ?? "", in: entry.context)
            == entry.translations.first)
      }
    }
  }
}

extension String {
  /// The numbers of its gaps, sorted.
  fileprivate var gaps: [String] { matches(of: /\{\d+\}/).map { String($0.output) }.sorted() }

  /// Commands, options, files and settings in it, sorted.
  fileprivate var untranslated: [String] {
    let pattern =
      /killall-tofu( [a-z]+)?|--[a-z-]+|\.killall\.yaml|[a-z]+\.[a-z]+_[a-z_]+|before_destroy|\b(NULL|NAME|NUL|SIGHUP|D-Bus)\b|Killall-Tofu/
    return matches(of: pattern).map { String($0.output.0) }.sorted()
  }
}
