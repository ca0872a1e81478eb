/// Which form a language has for a number, as the field `Plural-Forms` of its catalogue says (GNU gettext manual,
/// "Additional functions for plural forms").
struct PluralRule: Sendable {
  /// How many forms there are.
  let count: Int
  private let expression: PluralExpression

  /// One form for one, another for every other number, none included.
  static let english = PluralRule(count: 2, expression: .binary(.unequal, .number, .constant(1)))

  private init(count: Int, expression: PluralExpression) {
    self.count = count
    self.expression = expression
  }

  /// Reads `nplurals=2; plural=(n != 1);`; nil where it cannot be read, or where it names a form that is not there for a
  /// number up to 1000.
  init?(header: String) {
    let fields = header.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    let value = { (name: String) in
      fields.first { $0.first?.filter { $0 != " " } == name }.flatMap { $0.count == 2 ? $0[1] : nil }
    }
    guard let number = value("nplurals").flatMap({ Int($0.filter { $0 != " " }) }), (1...16).contains(number),
      let expression = value("plural").flatMap(PluralExpression.init(_:))
    else { return nil }
    self.init(count: number, expression: expression)
    guard (0...1_000).allSatisfy({ n in expression.value(for: n).map { $0 < UInt64(number) } ?? false })
    else {
      return nil
    }
  }

  /// The place of the form among all, from 0; as in English where the expression has no value for the number.
  func form(for number: UInt64) -> Int {
    expression.value(for: number).flatMap { Int(exactly: $0) } ?? (number == 1 ? 0 : 1)
  }
}
