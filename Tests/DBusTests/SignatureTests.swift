import DBus
import Testing

@Suite struct SignatureTests {
  @Test(arguments: ["", "s", "a{sv}", "a(iiay)", "aaas", "(s(iv)a{ya{sv}})", "ybnqiuxtdsogvh", "a{hv}"])
  func readsAndWrites(_ text: String) throws {
    let signature = try Signature(text)
    #expect(signature.text == text)
    #expect(try Signature(signature.types) == signature)
  }

  @Test(arguments: [
    "a", "(", ")", "()", "(s", "s)", "{sv}", "a{s}", "a{svs}", "a{vs}", "a{(s)v}", "a{sv", "z", "s\0", "r",
    "e", "ß",
  ])
  func refuses(_ text: String) {
    #expect(throws: BusError.malformed(.signature, text)) { try Signature(text) }
  }

  @Test func nestingAndLengthEndWhereTheSpecificationSays() {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: depth) + "s" + String(repeating: close, count: depth)
    }
    #expect((try? Signature(nested(32, "a", ""))) != nil)
    #expect((try? Signature(nested(33, "a", ""))) == nil)
    #expect((try? Signature(nested(32, "(", ")"))) != nil)
    #expect((try? Signature(nested(33, "(", ")"))) == nil)
    #expect((try? Signature(String(repeating: "s", count: 255))) != nil)
    #expect((try? Signature(String(repeating: "s", count: 256))) == nil)
  }

  @Test func typesThatBreakTheRulesMakeNone() {
    #expect((try? Signature([.structure([])])) == nil)
    #expect((try? Signature([.dictionary(.variant, .string)])) == nil)
  }
}
