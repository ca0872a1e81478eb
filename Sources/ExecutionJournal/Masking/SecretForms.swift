/// The ways in which a secret may stand in a text: as it is, by lines, escaped for JSON or URLs, and in base64.
struct SecretForms {
  /// Each once.
  private(set) var patterns: Set<[UInt8]> = []

  /// A line of a longer secret that is shorter than this is not one by itself.
  static let shortestLine = 8
  /// Programs break base64 into lines of so many characters: `base64`, and PEM.
  private static let lineWidths = [76, 64]

  init(of secrets: some Sequence<[UInt8]>) {
    for secret in secrets { add(secret) }
  }

  private mutating func add(_ secret: [UInt8]) {
    patterns.insert(secret)
    let escaped = escapedForJSON(secret)
    patterns.insert(escaped)
    patterns.insert(replacing(escaped, ["<": "\\u003c", ">": "\\u003e", "&": "\\u0026"]))
    for hex in [Array("0123456789abcdef".utf8), Array("0123456789ABCDEF".utf8)] {
      patterns.insert(asciiJSON(secret, hex))
      // What else is kept, and how a blank is written, depends on who encodes it.
      for kept in ["-._~", "-._~!'()*", "-._~/", "-._*+"] {
        patterns.insert(percentEncoded(secret, kept, hex))
      }
    }
    for line in lines(of: secret) where line.count >= Self.shortestLine {
      patterns.insert(line)
      patterns.insert(escapedForJSON(line))
    }
    // A newline often comes along, as `base64 < file` and `echo` have it; it changes only what is left out at the end.
    for alignment in 0..<3 {
      for alphabet in [Base64.standard, .urlSafe] {
        let text = alphabet.certainText(of: secret, after: alignment)
        if text.count >= SecretValues.shortest { patterns.insert(text) }
        if alignment == 0 { addBroken(text) }
      }
    }
  }

  /// The lines into which base64 of the secret alone is broken.
  private mutating func addBroken(_ text: [UInt8]) {
    for width in Self.lineWidths where text.count > width {
      for start in stride(from: 0, to: text.count, by: width) {
        let line = Array(text[start..<min(start + width, text.count)])
        if line.count >= Self.shortestLine { patterns.insert(line) }
      }
    }
  }
}

/// The lines of a value, also where it holds `\n` as two characters, as keys in JSON do.
private func lines(of value: [UInt8]) -> [[UInt8]] {
  var lines: [[UInt8]] = []
  var line: [UInt8] = []
  var index = 0
  while index < value.count {
    let isEscape =
      value[index] == UInt8(ascii: "\\") && index + 1 < value.count && value[index + 1] == UInt8(ascii: "n")
    if isEscape || value[index] == UInt8(ascii: "\n") {
      lines.append(Array(trimmingBlanks(line[...])))
      line = []
      index += isEscape ? 2 : 1
    } else {
      line.append(value[index])
      index += 1
    }
  }
  lines.append(Array(trimmingBlanks(line[...])))
  return lines.count > 1 ? lines : []
}

private func escapedForJSON(_ value: [UInt8]) -> [UInt8] {
  replacing(value, ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"])
}

private func replacing(_ value: [UInt8], _ escapes: KeyValuePairs<Unicode.Scalar, String>) -> [UInt8] {
  var result: [UInt8] = []
  for byte in value {
    if let escape = escapes.first(where: { $0.key.value == UInt32(byte) }) {
      result += escape.value.utf8
    } else {
      result.append(byte)
    }
  }
  return result
}

/// As a URL has it: all but letters, digits and what is in `kept` as `%XX`; where that has a `+`, it stands for a blank.
private func percentEncoded(_ value: [UInt8], _ kept: String, _ hex: [UInt8]) -> [UInt8] {
  let isForm = kept.contains("+")
  return value.flatMap { byte -> [UInt8] in
    if isForm, byte == UInt8(ascii: " ") { return [UInt8(ascii: "+")] }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      return [byte]
    case UInt8(ascii: "+") where isForm: break
    case _ where kept.utf8.contains(byte): return [byte]
    default: break
    }
    return [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
  }
}

/// As JSON of nothing but ASCII has it: all else as `\uXXXX`.
private func asciiJSON(_ value: [UInt8], _ hex: [UInt8]) -> [UInt8] {
  guard value.contains(where: { $0 >= 0x80 }), let text = String(validating: value, as: UTF8.self) else {
    return escapedForJSON(value)
  }
  return text.utf16.flatMap { unit -> [UInt8] in
    if unit < 0x80 { return escapedForJSON([UInt8(unit)]) }
    return Array("\\u".utf8) + [12, 8, 4, 0].map { hex[Int(unit >> $0 & 15)] }
  }
}
