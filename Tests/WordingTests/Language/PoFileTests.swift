import Testing

@testable import Wording

@Suite struct PoFileTests {
  private static let header = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"

  private func read(_ text: String) throws -> PoFile { try PoFile(Array((Self.header + text).utf8)) }

  @Test func entriesAreRead() throws {
    let file = try read(
      #"""
      # a note
      #. {1}: name
      #: Somewhere.swift
      msgctxt "button"
      msgid "Keep"
      msgstr "Behalten"

      msgid ""
      "two \"lines\"\n"
      "and a \\ tab\t"
      msgstr ""
      "zwei\n"
      "Zeilen"
      msgid "one"
      msgid_plural "many"
      msgstr[0] "eins"
      msgstr[1] "viele"

      #, fuzzy, c-format
      #| msgid "before"
      msgid "guessed"
      msgstr "geraten"

      #~ msgid "gone"
      #~ msgstr "weg"
      """#)
    #expect(file.header["Plural-Forms"] == "nplurals=2; plural=(n != 1);")
    #expect(
      file.entries.map(\.key) == ["button\u{4}Keep", "two \"lines\"\nand a \\ tab\t", "one", "guessed"])
    #expect(file.entries.map(\.isFuzzy) == [false, false, false, true])
    #expect(
      file.entries.map(\.translations) == [["Behalten"], ["zwei\nZeilen"], ["eins", "viele"], ["geraten"]])
    #expect(file.entries.first?.line == 7)
    #expect(file.entries.first { $0.plural != nil }?.plural == "many")
  }

  @Test func aCatalogueLeavesOutWhatIsFuzzyOrEmpty() throws {
    let catalogue = Catalogue(
      try read(
        "#, fuzzy\nmsgid \"a\"\nmsgstr \"x\"\n\nmsgid \"b\"\nmsgstr \"\"\n\nmsgid \"c\"\nmsgid_plural \"cs\"\n"
          + "msgstr[0] \"1\"\nmsgstr[1] \"\"\n\nmsgid \"d\"\nmsgid_plural \"ds\"\nmsgstr[0] \"1\"\n"))
    for phrase in ["a", "b", "c", "never"] { #expect(catalogue.translation(of: phrase, in: nil) == nil) }
    #expect(catalogue.translation(of: "d", count: 1, in: nil) == "1")
    // A form that is not there.
    #expect(catalogue.translation(of: "d", count: 2, in: nil) == nil)
  }

  @Test(
    arguments: [
      ("msgid x", 4, .string), ("msgid \"x", 4, .string), ("msgid \"x\" y", 4, .string),
      ("msgid \"\\x41\"", 4, .string), ("msgid \"\\", 4, .string), ("hello \"x\"", 4, .unknownLine),
      ("msgid", 4, .unknownLine),
      ("msgstr \"x\"", 4, .order), ("msgid_plural \"x\"", 4, .order), ("msgid \"x\"\nmsgid \"y\"", 5, .order),
      ("msgid \"x\"\nmsgstr \"y\"\nmsgstr \"z\"", 6, .order),
      ("msgid \"x\"\nmsgstr[0] \"y\"", 5, .unknownLine),
      ("msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[1] \"y\"", 6, .order),
      ("msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[99] \"y\"", 6, .unknownLine),
      ("msgid \"x\"\n", 4, .noTranslation),
      ("msgid \"x\"\nmsgstr \"y\"\n\nmsgid \"x\"\nmsgstr \"z\"", 7, .twice), ("# note\n\"x\"", 5, .order),
    ] as [(String, Int, PoError.Problem)])
  func whatMakesNoSenseIsNamedWithItsLine(text: String, line: Int, problem: PoError.Problem) {
    #expect(throws: PoError(line: line, problem)) { try read(text) }
  }

  @Test(arguments: [
    ([UInt8]("".utf8), PoError.Problem.noHeader), (Array("msgid \"a\"\nmsgstr \"b\"".utf8), .noHeader),
    ([0x22, 0xFF], .encoding),
  ])
  func aFileWithoutAHeaderIsNone(bytes: [UInt8], problem: PoError.Problem) {
    #expect(throws: PoError(line: 1, problem)) { try PoFile(bytes) }
  }
}
