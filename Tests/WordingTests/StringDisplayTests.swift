import Testing
import Wording

@Suite struct StringDisplayTests {
  @Test(arguments: [
    ("plain", "plain"), ("two\nlines", "two lines"), ("tab\tstop", "tab stop"),
    ("red \u{1B}[31m", "red \u{FFFD}[31m"), ("nul\u{0}", "nul\u{FFFD}"), ("bidi\u{202E}", "bidi\u{FFFD}"),
    ("👩\u{200D}💻", "👩\u{200D}💻"), ("a\u{2028}b", "a b"),
  ])
  func oneLineIsHarmless(text: String, shown: String) {
    #expect(text.oneLine == shown)
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
