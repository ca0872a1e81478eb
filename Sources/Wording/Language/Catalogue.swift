/// What one language has for the phrases of this program.
struct Catalogue: Sendable {
  private let forms: [String: [String]]
  private let rule: PluralRule

  /// A catalogue of nothing, with which everything is English.
  private init() {
    forms = [:]
    rule = .english
  }

  /// Takes over the entries of a file of gettext's that are translated and not marked as fuzzy.
  init(_ file: PoFile) {
    rule = PluralRule(header: file.header["Plural-Forms"] ?? "") ?? .english
    forms = Dictionary(
      file.entries.filter { !$0.isFuzzy && !$0.translations.contains("") }.map { ($0.key, $0.translations) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The translation of a phrase; nil where there is none.
  func translation(of phrase: String, in context: String?) -> String? {
    forms[PoFile.key(phrase, in: context)]?.first
  }

  /// The translation of a phrase for that many; nil where there is none.
  func translation(of phrase: String, count: UInt64, in context: String?) -> String? {
    guard let forms = forms[PoFile.key(phrase, in: context)] else { return nil }
    let form = rule.form(for: count)
    return forms.indices.contains(form) ? forms[form] : nil
  }

  /// The catalogue of the language, read once; empty for English.
  static func of(_ language: Language) -> Catalogue {
    switch language {
    case .english: none
    case .german: german
    }
  }

  private static let none = Catalogue()
  private static let german = embedded(PackageResources.de_po)

  /// One that cannot be read is as good as none, and fails a test.
  private static func embedded(_ bytes: [UInt8]) -> Catalogue {
    guard let file = try? PoFile(bytes) else { return none }
    return Catalogue(file)
  }
}
