import Testing

@testable import Wording

@Suite struct PluralRuleTests {
  @Test(arguments: [
    ("nplurals=1; plural=0;", [0, 0, 0, 0, 0, 0]), ("nplurals=2; plural=n != 1;", [1, 0, 1, 1, 1, 1]),
    ("nplurals=2; plural=(n > 1);", [0, 0, 1, 1, 1, 1]),
    // Polish, Slovenian and Arabic, as the GNU gettext manual has them.
    (
      "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
      [2, 0, 1, 2, 2, 2]
    ),
    ("nplurals=4; plural=n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3;", [3, 0, 1, 3, 3, 0]),
    (
      "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
      [0, 1, 2, 3, 4, 5]
    ),
    ("nplurals=2;plural=!(n==1)", [1, 0, 1, 1, 1, 1]),
    ("nplurals=9; plural = 2+3*2-n/n*1-0 > 0", [0, 0, 0, 0, 0, 0]),
  ])
  func formsAreChosen(header: String, forms: [Int]) {
    guard let rule = PluralRule(header: header) else {
      // It divides by zero for none.
      #expect(header.contains("n/n"))
      return
    }
    #expect([0, 1, 2, 5, 11, 101].map(rule.form(for:)) == forms)
    #expect(rule.form(for: .max) < rule.count)
  }

  @Test(arguments: [
    "", "nplurals=2", "plural=n", "nplurals=0; plural=0", "nplurals=2; plural=n", "nplurals=2; plural=2",
    "nplurals=2; plural=n==", "nplurals=2; plural=(n", "nplurals=2; plural=n ? 1", "nplurals=2; plural=n%0",
    "nplurals=2; plural=x", "nplurals=2; plural=n = 1", "nplurals=x; plural=0", "nplurals=2; plural=nn",
    "nplurals=2; plural=99999999999999999999", "nplurals=2; plural=٣",
    "nplurals=2; plural=" + String(repeating: "(", count: 400) + "0" + String(repeating: ")", count: 400),
    "nplurals=2; plural=" + String(repeating: "!", count: 900) + "n",
    "nplurals=2; plural=" + String(repeating: "0+", count: 5_000) + "0",
  ])
  func whatMakesNoSenseIsNoRule(header: String) {
    #expect(PluralRule(header: header) == nil)
  }

  @Test func withoutARuleItIsThatOfEnglish() throws {
    let text =
      "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=oops;\\n\"\n\n"
      + "msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[0] \"y\"\nmsgstr[1] \"ys\"\n"
    let catalogue = Catalogue(try PoFile(Array(text.utf8)))
    #expect(catalogue.translation(of: "x", count: 1, in: nil) == "y")
    #expect(catalogue.translation(of: "x", count: 0, in: nil) == "ys")
  }
}
