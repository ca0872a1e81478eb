extension String {
  /// Its first line, for errors of others that may hold more.
  var firstLine: String {
    split(whereSeparator: \.isNewline).first.map(String.init) ?? "unreadable"
  }

  /// It as errors show it: on one line, and without what a terminal would obey or what turns text around.
  package var plain: String {
    guard !unicodeScalars.allSatisfy(\.isShown) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isShown ? $0 : "\u{FFFD}" }))
  }

  /// The same, and not long.
  var shown: String {
    unicodeScalars.count > 80 ? String(unicodeScalars.prefix(80)).plain + "…" : plain
  }
}

extension Unicode.Scalar {
  /// Whether it shows as itself, and nothing around it otherwise.
  var isShown: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
    default: true
    }
  }
}
