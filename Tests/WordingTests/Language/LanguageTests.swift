import Testing
import Wording

@Suite struct LanguageTests {
  @Test(
    arguments: [
      (["LANG": "de_DE.UTF-8"], .german), (["LANG": "de"], .german), (["LANG": "de_AT.UTF-8@euro"], .german),
      (["LANG": "de_CH@euro"], .german), (["LANG": "en_GB.UTF-8"], .english),
      (["LANG": "fr_FR.UTF-8"], .english),
      (["LANG": "deu"], .english), (["LANG": "DE"], .english), (["LANG": ""], .english), ([:], .english),
      // The first that is set and not empty decides.
      (["LC_ALL": "de_DE", "LC_MESSAGES": "en_US", "LANG": "en_US"], .german),
      (["LC_ALL": "", "LC_MESSAGES": "de_DE", "LANG": "en_US"], .german),
      (["LC_ALL": "en_US", "LANG": "de_DE"], .english), (["LC_TIME": "de_DE", "LANG": "en_US"], .english),
      // The list goes before the locale, and what is not known in it is passed over.
      (["LANGUAGE": "de", "LANG": "en_US"], .german),
      (["LANGUAGE": "fr:de_AT:en", "LANG": "en_US"], .german),
      (["LANGUAGE": "en:de", "LANG": "de_DE"], .english), (["LANGUAGE": "fr", "LANG": "de_DE"], .english),
      (["LANGUAGE": "", "LANG": "de_DE"], .german), (["LANGUAGE": ":::", "LANG": "de_DE"], .german),
      (["LANGUAGE": "fr:C:de", "LANG": "de_DE"], .english),
      (["LANGUAGE": "de", "LC_ALL": "C.UTF-8"], .german),
      // Where no translation is wanted, the list does not count.
      (["LANGUAGE": "de", "LC_ALL": "C"], .english), (["LANGUAGE": "de", "LANG": "POSIX"], .english),
      (["LANGUAGE": "de"], .english), (["LANG": "C.UTF-8"], .english),
      // Anything may stand there.
      (["LANG": "@"], .english), (["LANG": "."], .english), (["LANG": "_DE"], .english),
      (["LANG": "de."], .german), (["LANG": "../../de"], .english),
    ] as [([String: String], Language)])
  func itIsChosenAsGettextHasIt(environment: [String: String], language: Language) {
    #expect(Language(environment: environment) == language)
  }

  @Test func itIsEnglishWhereNobodyChose() async {
    #expect(Language.current == nil)
    await Language.$current.withValue(.german) {
      #expect(ButtonText.keep == "Behalten")
      // Tasks that it starts speak the same.
      await withTaskGroup(of: String.self) { group in
        group.addTask { ButtonText.keep }
        for await text in group { #expect(text == "Behalten") }
      }
    }
    #expect(ButtonText.keep == "Keep")
  }
}
