import Testing

@testable import killall_tofu

@Suite struct KeyDecoderTests {
  private func keys(_ texts: String...) -> [Key] {
    var decoder = KeyDecoder()
    return texts.flatMap { decoder.take(Array($0.utf8)) }
  }

  @Test(arguments: [
    ("e", [Key.character("e")]), ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}OA", [.up]),
    ("\u{1B}OB", [.down]), ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[H", [.first]),
    ("\u{1B}[F", [.last]), ("\u{1B}[1~", [.first]), ("\u{1B}[4~", [.last]), ("\u{1B}OH", [.first]),
    ("\u{1B}[1;5A", [.up]), ("\r", [.enter]), ("\n", [.enter]), ("\u{C}", [.redraw]),
    ("ü", [.character("ü")]), ("名", [.character("名")]), ("jk", [.character("j"), .character("k")]),
    ("\u{1B}[Aq", [.up, .character("q")]), ("\u{1B}\u{1B}[A", [.escape, .up]),
  ])
  func whatATerminalSends(text: String, expected: [Key]) {
    #expect(keys(text) == expected)
  }

  /// A read may end anywhere.
  @Test(arguments: ["\u{1B}[A", "\u{1B}OB", "\u{1B}[1;5A", "\u{1B}[6~", "名", "👍"])
  func splitAnywhereItIsTheSame(text: String) {
    let bytes = Array(text.utf8)
    for place in 1..<bytes.count {
      var decoder = KeyDecoder()
      let first = decoder.take(bytes[..<place])
      #expect(first.isEmpty && decoder.isWaiting)
      #expect(decoder.take(bytes[place...]) == keys(text))
      #expect(!decoder.isWaiting)
    }
  }

  /// A letter out of a sequence that means nothing here must cancel nothing.
  @Test(arguments: [
    "\u{1B}c", "\u{1B}e", "\u{1B}[c", "\u{1B}[99c", "\u{1B}[24~", "\u{1B}[<0;3;4M".replacing("M", with: "m"),
    "\u{1B}OP", "\t", "\u{7F}", "\0", "\u{1B}[200~ec q\u{1B}[201~",
  ])
  func whatMeansNothingIsNoKey(text: String) {
    #expect(keys(text).isEmpty)
  }

  @Test func whatIsPastedIsNoKeyHoweverItIsSplit() {
    #expect(keys("\u{1B}[200~c", "c\u{1B}", "[201~", "j") == [.character("j")])
  }

  @Test func anEscapeAloneIsAKeyOnceNothingFollows() {
    var decoder = KeyDecoder()
    #expect(decoder.take([0x1B]).isEmpty && decoder.isWaiting)
    #expect(decoder.pause() == [.escape])
    #expect(decoder.take(Array("[A".utf8)) == [.character("["), .character("A")])
    #expect(decoder.pause().isEmpty)
  }

  @Test(
    arguments: [[0xFF, 0x6A], [0xC3, 0x6A], [0xE5, 0x90, 0x6A], [0x80, 0x6A], [0xC0, 0x80, 0x6A]] as [[UInt8]]
  )
  func bytesThatAreNoTextArePassedOver(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    #expect(decoder.take(bytes) == [.character("j")])
  }

  @Test func anEndlessSequenceIsNotWaitedFor() {
    var decoder = KeyDecoder()
    #expect(decoder.take(Array(("\u{1B}[" + String(repeating: "1;", count: 40)).utf8)).isEmpty)
    #expect(!decoder.isWaiting)
    #expect(decoder.take([0x71]) == [.character("q")])
  }
}
