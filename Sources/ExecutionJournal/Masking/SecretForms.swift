/// The ways in which a secret may stand in a text: as it is, by lines, escaped for JSON, and in base64.
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
