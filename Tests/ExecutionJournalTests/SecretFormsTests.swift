import Foundation
import Testing

@testable import ExecutionJournal

@Suite struct SecretFormsTests {
  @Test(arguments: 0..<8, ["hunter22", "key?>~with+/bytes", "abcd"])
  func `Base64 of it is found whatever stands around it`(before: Int, secret: String) {
    let text = String(repeating: "~", count: before) + secret + "?more"
    for form in [standard(text), urlSafe(text)] {
      let masked = mask(form, secret: secret)
      // No group of characters that the secret alone decides is left.
      for alignment in 0..<3 {
        let core = Base64.standard.certainText(of: Array(secret.utf8), after: alignment)
        #expect(!masked.contains(String(decoding: core, as: UTF8.self)))
      }
      #expect(masked.contains("***"))
      #expect(!masked.contains(form))
    }
  }

  @Test(arguments: [64, 76]) func `Base64 in lines is found`(width: Int) {
    let secret = String(
      (0..<300).map { "abcdefghijklmnopqrstuvwxyz0123456789".utf8.map { $0 }[$0 * 7 % 36] }.map {
        Character(UnicodeScalar($0))
      })
    let text = standard(secret)
    let lines = stride(from: 0, to: text.count, by: width).map { start in
      String(text.dropFirst(start).prefix(width))
    }
    let masked = mask(lines.joined(separator: "\n"), secret: secret)
    for line in lines.dropLast() { #expect(!masked.contains(line)) }
    #expect(masked.split(separator: "\n").dropLast().allSatisfy { $0 == "***" })
  }

  @Test func `JSON's way of writing it is found`() {
    let secret = "first line\nsecond \"line\"\\ <end>"
    #expect(mask(#"{"key": "first line\nsecond \"line\"\\ <end>"}"#, secret: secret) == #"{"key": "***"}"#)
    #expect(
      mask(#"{"key": "first line\nsecond \"line\"\\ \u003cend\u003e"}"#, secret: secret) == #"{"key": "***"}"#
    )
  }

  @Test(arguments: [
    "p%C3%A4ss+word%2F%2B%21%28", "p%c3%a4ss%20word%2f%2b%21%28", "p%C3%A4ss%20word%2F%2B!(",
    "p%C3%A4ss%20word/%2B%21%28", #"p\u00e4ss word/+!("#, #"p\u00E4ss word/+!("#,
  ])
  func `A URL's way of writing it is found, and JSON's in ASCII`(form: String) {
    #expect(mask("x=\(form)&y", secret: "p\u{E4}ss word/+!(") == "x=***&y")
  }

  @Test func `Its lines are found one by one, short ones only with the others`() {
    let secret = "short\nlong enough\r\nanother long one"
    #expect(mask("long enough, short, another long one", secret: secret) == "***, short, ***")
    #expect(mask("a key with escapes", secret: #"{"k": "----\na key with escapes\n----"}"#) == "***")
  }

  private func mask(_ text: String, secret: String) -> String {
    var masker = Masker(SecretAutomaton(SecretForms(of: [Array(secret.utf8)]).patterns))
    var clear = ByteBuffer()
    masker.take(Array(text.utf8))
    masker.pass(into: &clear, atEnd: true)
    return clear.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private func standard(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private func urlSafe(_ text: String) -> String {
    standard(text).replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
  }
}
