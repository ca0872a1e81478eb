import Testing
import Wording

@Suite struct StringDisplayTests {
  @Test(arguments: [
    ("plain", "plain"), ("two\nlines", "two lines"), ("tab\tstop", "tab stop"),
    ("red \u{1B}[31m", "red \u{FFFD}[31m"), ("nul\u{0}", "nul\u{FFFD}"), ("bidi\u{202E}", "bidi\u{FFFD}"),
    ("👩\u{200D}💻", "👩\u{200D}💻"), ("a\u{2028}b", "a b"),
    ("z" + String(repeating: "\u{301}", count: 400) + "y\u{301}", "z\u{301}\u{301}\u{301}\u{301}y\u{301}"),
    ("z" + String(repeating: "\u{301}\u{200D}", count: 9), "z\u{301}\u{200D}\u{301}\u{200D}"),
    ("❤️\u{200D}🔥1️⃣", "❤️\u{200D}🔥1️⃣"), ("\u{2068}a\u{2069}", "\u{FFFD}a\u{FFFD}"),
  ])
  func oneLineIsHarmless(text: String, shown: String) {
    #expect(text.oneLine == shown)
  }

  @Test(arguments: [
    ("{\n  \"a\" : \"é 👩 \\n\"\n}", "{\n  \"a\" : \"é 👩 \\n\"\n}"), ("\"\u{9B}2J\"", "\"\\u009b2J\""),
    ("\u{7F}\u{80}\u{9F}", "\\u007f\\u0080\\u009f"), ("\u{202E}\u{2066}", "\\u202e\\u2066"),
    ("\u{2028}\u{2029}", "\\u2028\\u2029"), ("\u{E0041}", "\\udb40\\udc41"), ("\u{1B}\r", "\\u001b\\u000d"),
  ])
  func harmlessJSONMeansTheSame(text: String, shown: String) {
    #expect(text.harmlessJSON == shown)
  }

  @Test(arguments: [
    ("abcdefghij", 5, "ab…ij"), ("abc", 3, "abc"), ("abc", 2, "a…"), ("abc", 0, ""), ("👩‍💻👩‍💻👩‍💻👩‍💻", 3, "👩‍💻…👩‍💻"),
  ])
  func tooLongLosesItsMiddle(text: String, limit: Int, shown: String) {
    #expect(text.cutInTheMiddle(limit) == shown)
  }

  @Test(arguments: [
    ("/home/ana/x", "~/x"), ("/home/ana", "~"), ("/home/anabel/x", "/home/anabel/x"), ("/srv", "/srv"),
  ])
  func homeIsATilde(path: String, shown: String) {
    #expect(path.abbreviated(home: "/home/ana") == shown)
    #expect(path.abbreviated(home: nil) == path)
  }
}
