import DBus
import Testing

@Suite struct BusValueTests {
  @Test func argumentsAreReadAsWhatTheyAre() throws {
    let body: [Value] = [
      .string("a"), .uint32(7), .strings(["b"]), .options(["k": .int16(-1)]), .variant(.byte(3)),
    ]
    let (text, number, texts, options, any) = try body.read(
      String.self, UInt32.self, [String].self, [String: Value].self, Value.self)
    #expect(text == "a")
    #expect(number == 7)
    #expect(texts == ["b"])
    #expect(options == ["k": .int16(-1)])
    #expect(any == .byte(3))
  }

  @Test func oneArgumentIsReadAlone() throws {
    let path = try [Value.objectPath("/a")].read(ObjectPath.self)
    #expect(path == "/a")
    #expect(try [Value.array([], of: .uint64)].read([UInt64].self) == [])
  }

  @Test(
    arguments: [
      [], [.int32(1)], [.string("1")], [.uint32(1), .uint32(1)], [.variant(.uint32(1))],
    ] as [[Value]])
  func otherTypesAreRefusedWithBothSignatures(_ body: [Value]) {
    let given = body.map(\.type.description).joined()
    #expect(throws: BusError.unexpectedReply("\(given) where u was expected")) { try body.read(UInt32.self) }
  }

  // An empty array still says what it would hold.
  @Test func anEmptyArrayHasAType() {
    #expect(throws: BusError.self) { try [Value.array([], of: .string)].read([UInt32].self) }
    #expect(throws: BusError.self) { try [Value.options([:])].read([String: String].self) }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    try check(UInt8.max)
    try check(true)
    try check(Int16.min)
    try check(UInt16.max)
    try check(Int32.min)
    try check(UInt32.max)
    try check(Int64.min)
    try check(UInt64.max)
    try check(-0.5)
    try check("naïve")
    try check(ObjectPath.root)
    try check("a{sv}" as Signature)
    try check([["a": [Value.byte(1)]]])
    try check([1: "x"] as [UInt16: String])
  }

  private func check<Content: BusValue & Equatable>(_ content: Content) throws {
    #expect(content.busValue.type == Content.busType)
    #expect(try [content.busValue].read(Content.self) == content)
  }
}
