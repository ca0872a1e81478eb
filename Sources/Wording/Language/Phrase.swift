/// A text in English with gaps, and what fills them.
///
/// Written as a string literal with interpolations: `"\(name) is destroyed in \(time)"`. Its key in a catalogue is the
/// same with numbers for the gaps, `{1} is destroyed in {2}`, so that a translation may put them in another order.
struct Phrase: ExpressibleByStringInterpolation {
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var key = ""
    fileprivate var values: [String] = []
    fileprivate var english = ""
    // English is what the source says, and a list of thousands of projects is in English: no key is needed then.
    private let isEnglish = Language.spoken == .english

    init(literalCapacity: Int, interpolationCount: Int) { english.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) {
      if isEnglish { english += literal } else { key += literal }
    }

    mutating func appendInterpolation(_ value: some StringProtocol) { fill(String(value)) }

    mutating func appendInterpolation(_ number: some BinaryInteger) { fill(String(number)) }

    private mutating func fill(_ value: String) {
      if isEnglish { return english += value }
      values.append(value)
      key += "{\(values.count)}"
    }
  }

  private let interpolation: StringInterpolation

  init(stringInterpolation: StringInterpolation) { interpolation = stringInterpolation }

  init(stringLiteral value: String) {
    var literal = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    literal.appendLiteral(value)
    interpolation = literal
  }

  /// The key by which a catalogue has it; empty where the text is to be English.
  var key: String { interpolation.key }

  /// The text in English.
  var english: String {
    interpolation.key.isEmpty
      ? interpolation.english : Self.fill(interpolation.key, with: interpolation.values)
  }

  /// The translation with its gaps filled.
  func filled(_ translation: String) -> String { Self.fill(translation, with: interpolation.values) }

  /// Puts the values in the place of `{1}`, `{2}` and so on; a number without a value stays as it is.
  private static func fill(_ template: String, with values: [String]) -> String {
    guard !values.isEmpty else { return template }
    var text = ""
    var rest = template[...]
    while let start = rest.firstIndex(of: "{") {
      text += rest[..<start]
      let digits = rest[rest.index(after: start)...].prefix { $0 != "}" }
      // What a value holds is not looked at again: names may have braces.
      if let number = Int(digits), values.indices.contains(number - 1), digits.endIndex < rest.endIndex {
        text += values[number - 1]
        rest = rest[rest.index(after: digits.endIndex)...]
      } else {
        text.append("{")
        rest = rest[rest.index(after: start)...]
      }
    }
    return text + rest
  }
}
