import Testing

@testable import Wording

@Suite struct PhraseTests {
  private func phrase(_ name: String, _ count: Int) -> Phrase { "\(name) has \(count) of {braces}, 100 %" }

  @Test func theKeyHasNumbersForItsGaps() {
    Language.$current.withValue(.german) {
      #expect(phrase("demo", 3).key == "{1} has {2} of {braces}, 100 %")
      #expect(phrase("demo", 3).english == "demo has 3 of {braces}, 100 %")
      #expect(("plain" as Phrase).key == "plain")
      #expect(("plain" as Phrase).english == "plain")
    }
    #expect(phrase("demo", 3).english == "demo has 3 of {braces}, 100 %")
  }

  @Test(arguments: [
    ("{2} von {1}", "3 von demo"), ("{1}{1}", "demodemo"), ("{3} {0} {x} {", "{3} {0} {x} {"),
    ("{-1}{1", "{-1}{1"),
    ("{ 1}", "{ 1}"), ("", ""), ("{{1}}", "{demo}"),
  ])
  func aTranslationMayReorder(translation: String, text: String) {
    Language.$current.withValue(.german) { #expect(phrase("demo", 3).filled(translation) == text) }
  }

  @Test func whatFillsAGapIsNotLookedAtAgain() {
    Language.$current.withValue(.german) {
      #expect(phrase("{2}{1}", 3).filled("{1} {2}") == "{2}{1} 3")
      #expect(phrase("{2}{1}", 3).english == "{2}{1} has 3 of {braces}, 100 %")
    }
  }

  @Test func withoutATranslationItIsEnglish() {
    Language.$current.withValue(.german) {
      let word = "never translated"
      #expect(tr("\(word) at all") == "never translated at all")
      #expect(tr(1, one: "\(word) once", many: "\(word) often") == "never translated once")
      #expect(tr(-1, one: "\(word) once", many: "\(word) often") == "never translated often")
      #expect(tr("Keep", in: "no such context") == "Keep")
    }
  }
}
