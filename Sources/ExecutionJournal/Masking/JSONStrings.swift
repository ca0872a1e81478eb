/// The strings in a JSON object, by the names they stand under; of what is none, whatever looks like them.
struct JSONStrings {
  private var all: [(name: [UInt8], text: [UInt8])] = []

  init(in value: [UInt8]) {
    guard trimmingBlanks(value[...]).first == UInt8(ascii: "{") else { return }
    var name: [UInt8] = []
    var rest = value[...]
    while let quote = rest.firstIndex(of: UInt8(ascii: "\"")), let (text, end) = string(rest[(quote + 1)...])
    {
      rest = value[end...]
      // Those in a list stand under the name before it.
      if rest.drop(while: { $0 == 0x20 || (0x09...0x0D).contains($0) }).first == UInt8(ascii: ":") {
        name = text
      } else {
        all.append((name, text))
      }
    }
  }

  /// Those whose name looks like a secret's.
  func named(by names: SecretNames) -> [[UInt8]] {
    all.filter { names.contains($0.name) }.map(\.text)
  }

  /// The text up to the next quotation mark, and the index behind that; nil if there is none.
  private func string(_ bytes: ArraySlice<UInt8>) -> ([UInt8], Int)? {
    var text: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return (text, index) }
      guard byte == UInt8(ascii: "\\"), index < bytes.endIndex else {
        text.append(byte)
        continue
      }
      let escaped = bytes[index]
      index += 1
      switch escaped {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        let digits = bytes[index...].prefix(4)
        index += digits.count
        let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xFFFD
        text += String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8
      default: text.append(escaped)
      }
    }
    return nil
  }
}
