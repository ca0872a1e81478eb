import Testing

@testable import ExecutionJournal

@Suite struct RecordTests {
  @Test func `Any bytes come back as they were`() throws {
    let values: [[UInt8]] = [
      [], Array("plain".utf8), Array("a\nsum 0\n\"'<b>".utf8), [0xFF, 0xFE, 0], [10, 10],
    ]
    var writer = RecordWriter(kind: "test")
    for value in values { writer.add("field", value) }
    var reader = try RecordReader(writer.finished(), kind: "test")
    for value in values { #expect(try reader.field("field") == value) }
    try reader.finish()
  }

  @Test func `A record cut short anywhere is torn`() throws {
    let whole = sample()
    for length in 0..<whole.count {
      #expect(throws: length < 18 ? .notARecord : .torn as JournalError.Damage) {
        _ = try RecordReader(Array(whole.prefix(length)), kind: "test")
      }
    }
  }

  @Test func `A record with any byte altered is not read`() throws {
    let whole = sample()
    for place in whole.indices {
      var altered = whole
      altered[place] ^= 1
      #expect(throws: JournalError.Damage.self) { _ = try RecordReader(altered, kind: "test") }
    }
  }

  @Test func `Nothing may follow a record`() {
    #expect(throws: JournalError.Damage.torn) { _ = try RecordReader(sample() + [10], kind: "test") }
  }

  @Test func `Another kind and a later version are told apart`() throws {
    #expect(throws: JournalError.Damage.notARecord) { _ = try RecordReader(sample(), kind: "other") }
    #expect(throws: JournalError.Damage.version("2")) {
      _ = try RecordReader(Array("killall-tofu test 2\nwhatever".utf8), kind: "test")
    }
  }

  /// The sum is right in each: lengths and numbers come from a file, and must not make the reader trap.
  @Test(arguments: [
    "field\n", "field \n", "field -1\n\n", "field 99\nx\n", "field 9223372036854775807\nx\n",
    "field 99999999999999999999\nx\n", "field 01\nx\n", "field +1\nx\n", "field 1\nxx", "field 1",
    "other 1\nx\n", "",
  ])
  func `A field out of shape is named`(body: String) throws {
    var reader = try RecordReader(record(body), kind: "test")
    #expect(throws: JournalError.Damage.field("field")) { _ = try reader.field("field") }
  }

  @Test(arguments: ["", "-", "+1", "01", "1 ", "0x1", "2147483648", "ü"])
  func `A number is written one way only`(text: String) throws {
    var reader = try RecordReader(record("n \(text.utf8.count)\n\(text)\n"), kind: "test")
    #expect(throws: JournalError.Damage.field("n")) { _ = try reader.number("n", as: Int32.self) }
  }

  @Test func `Text must be UTF-8`() throws {
    var writer = RecordWriter(kind: "test")
    writer.add("text", [0xFF])
    var reader = try RecordReader(writer.finished(), kind: "test")
    #expect(throws: JournalError.Damage.field("text")) { _ = try reader.text("text") }
  }

  @Test func `A field too many is an error`() throws {
    let reader = try RecordReader(record("extra 1\nx\n"), kind: "test")
    #expect(throws: JournalError.Damage.field("end")) { try reader.finish() }
  }

  private func sample() -> [UInt8] { record("pid 4\n4242\n") }
}

/// A whole record with any body.
func record(kind: String = "test", _ body: String) -> [UInt8] {
  var writer = RecordWriter(kind: kind)
  writer.add(raw: Array(body.utf8))
  return writer.finished()
}
