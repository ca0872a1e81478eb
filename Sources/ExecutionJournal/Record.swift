/// The bytes of one journal entry: named fields of any bytes, closed by a sum.
///
///     killall-tofu started 1
///     pid 4
///     4242
///     …
///     sum 0123456789abcdef
///
/// Each field is a line with its name and length, then that many bytes and a newline, so that a command may hold
/// quotes, newlines and bytes that are not UTF-8. The sum (FNV-1a, 64 bits) covers everything before its line; it
/// tells a torn or altered file, not a forged one.
struct RecordWriter {
  private(set) var bytes: [UInt8]

  init(kind: String) {
    bytes = Array("killall-tofu \(kind) 1\n".utf8)
  }

  mutating func add(_ name: String, _ value: [UInt8]) {
    add(raw: "\(name) \(value.count)\n".utf8 + value + [newline])
  }

  mutating func add(_ name: String, _ value: some FixedWidthInteger) {
    add(name, Array(String(value).utf8))
  }

  mutating func add(_ name: String, text: String) {
    add(name, Array(text.utf8))
  }

  /// Bytes that are fields already, or, in a test, are not.
  mutating func add(raw: [UInt8]) {
    bytes += raw
  }

  consuming func finished() -> [UInt8] {
    let sum = checksum(bytes[...])
    bytes += "sum ".utf8
    bytes += sum
    bytes.append(newline)
    return bytes
  }
}

/// Reads what ``RecordWriter`` wrote, in the same order of fields, and nothing else.
struct RecordReader {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ bytes: [UInt8], kind: String) throws(JournalError.Damage) {
    let opening = Array("killall-tofu \(kind) ".utf8)
    guard bytes.starts(with: opening) else { throw .notARecord }
    guard let lineEnd = bytes.firstIndex(of: newline) else { throw .torn }
    let version = bytes[opening.count..<lineEnd]
    guard version.elementsEqual("1".utf8) else {
      throw .version(String(decoding: version.prefix(20), as: UTF8.self))
    }
    let trailer = Array("sum ".utf8)
    let end = bytes.count - trailer.count - sumDigits - 1
    guard end > lineEnd, bytes.last == newline, bytes[end...].starts(with: trailer),
      bytes[(end + trailer.count)...].dropLast().elementsEqual(checksum(bytes[..<end]))
    else { throw .torn }
    self.bytes = bytes
    self.end = end
    position = lineEnd + 1
  }

  mutating func field(_ name: String) throws(JournalError.Damage) -> [UInt8] {
    guard let value = try optionalField(name) else { throw .field(name) }
    return value
  }

  /// The next field if it has this name, else nil; reads nothing in that case.
  mutating func optionalField(_ name: String) throws(JournalError.Damage) -> [UInt8]? {
    let opening = Array("\(name) ".utf8)
    guard bytes[position..<end].starts(with: opening) else { return nil }
    let start = position + opening.count
    guard let lineEnd = bytes[start..<end].firstIndex(of: newline),
      let length = integer(bytes[start..<lineEnd], as: Int.self), length >= 0, length < end - lineEnd - 1
    else { throw .field(name) }
    let valueEnd = lineEnd + 1 + length
    guard bytes[valueEnd] == newline else { throw .field(name) }
    position = valueEnd + 1
    return Array(bytes[(lineEnd + 1)..<valueEnd])
  }

  /// Whether the next field has this name.
  func isNext(_ name: String) -> Bool {
    bytes[position..<end].starts(with: "\(name) ".utf8)
  }

  mutating func number<Number: FixedWidthInteger>(
    _ name: String, as type: Number.Type = Number.self
  ) throws(JournalError.Damage) -> Number {
    guard let number = integer(try field(name)[...], as: type) else { throw .field(name) }
    return number
  }

  mutating func text(_ name: String) throws(JournalError.Damage) -> String {
    guard let text = String(validating: try field(name), as: UTF8.self) else { throw .field(name) }
    return text
  }

  func finish() throws(JournalError.Damage) {
    guard position == end else { throw .field("end") }
  }
}

private let newline = UInt8(ascii: "\n")
private let sumDigits = 16

/// Only the one way of writing a number that ``RecordWriter`` uses: no sign `+`, no leading zeros.
private func integer<Number: FixedWidthInteger>(_ digits: ArraySlice<UInt8>, as type: Number.Type) -> Number?
{
  guard digits.count <= 20, let number = Number(String(decoding: digits, as: UTF8.self)),
    String(number).utf8.elementsEqual(digits)
  else { return nil }
  return number
}

private func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
  let digits = String(hash, radix: 16)
  return Array((String(repeating: "0", count: sumDigits - digits.count) + digits).utf8)
}
