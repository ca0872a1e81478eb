import Testing

@Suite struct PhraseScannerTests {
  private func phrases(_ source: String) throws -> [SourcePhrase] {
    var scanner = PhraseScanner(source, file: "A.swift")
    return try scanner.phrases()
  }

  @Test func callsAreFoundWhereverTheyStand() throws {
    let found = try phrases(
      #"""
      // tr("not this")
      func tr(_ phrase: Phrase) -> String { str("nor this") + x.tr("nor that") }
      let a = tr("plain \"quoted\" \\ end")
      let b = "\(tr("in \(place(of: "a)", [1, 2])) and \(x)", in: "a place")): \(y)"
      let c = tr(
        list.count { $0 > 1 }, one: "\(n) thing",
        many: "\(n) things")
      let d = tr(
        """
        long \(name), \
        and longer
          indented
        """)
      let e = tr("outer \(tr("inner"))")
      """#)
    #expect(
      found.map(\.phrase) == [
        "plain \"quoted\" \\ end", "in {1} and {2}", "{1} thing", "long {1}, and longer\n  indented",
        "outer {1}",
        "inner",
      ])
    #expect(found.map(\.plural) == [nil, nil, "{1} things", nil, nil, nil])
    #expect(found.map(\.context) == [nil, "a place", nil, nil, nil, nil])
    #expect(found.first { $0.context != nil }?.gaps == ["place(of: \"a)\", [1, 2])", "x"])
  }

  @Test(arguments: [
    " tr(text)", " tr(\"a\" + \"b\")", " tr(n, one: \"a\")", " tr(n, one: \"a\", many: b)",
    " tr(\"a\", in: context)",
    " tr(\"\\r\")", " tr(\"a", " tr(n, one: \"\\(a)\", many: \"\\(b)\")",
  ])
  func whatToolsCannotReadIsRefused(source: String) {
    #expect(throws: ScanError.self) { try phrases(source) }
  }
}
