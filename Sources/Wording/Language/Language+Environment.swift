extension Language {
  /// The language that the environment asks for, by the rules of gettext(3).
  ///
  /// The locale is that of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is not empty. Where there is none, or it is
  /// `C` or `POSIX`, the language is English; otherwise the first language known of the list in `LANGUAGE` is taken, and
  /// the locale's own after it. Whether the system has data for that locale does not matter: none are used.
  ///
  /// - Returns: English where no other is asked for, and where nothing that is asked for is known.
  public init(environment: [String: String]) {
    let value = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let locale = value("LC_ALL") ?? value("LC_MESSAGES") ?? value("LANG") ?? "C"
    guard !Self.namesNone(locale) else {
      self = .english
      return
    }
    let list = value("LANGUAGE")?.split(separator: ":").map(String.init) ?? []
    // What comes after “none” is not looked at, as gettext has it.
    let wanted = list.isEmpty ? [locale] : Array(list.prefix { !Self.namesNone($0) })
    // Unlike elsewhere, English needs no catalogue to be found.
    self = wanted.lazy.compactMap(Language.init(locale:)).first ?? .english
  }

  /// The language of a locale such as `de_AT.UTF-8@euro`: the nearest that is known, from `de_AT@euro` by `de_AT` to
  /// `de`; nil where none is.
  init?(locale: String) {
    let parts = locale.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let modifier = parts.count > 1 ? "@\(parts[1])" : ""
    let place = parts.first?.prefix { $0 != "." } ?? ""
    let language = place.prefix { $0 != "_" }
    let names = ["\(place)\(modifier)", "\(place)", "\(language)\(modifier)", "\(language)"]
    guard let known = names.lazy.compactMap(Language.init(rawValue:)).first else { return nil }
    self = known
  }

  /// Whether the locale stands for texts as they are in the source.
  private static func namesNone(_ locale: String) -> Bool { locale == "C" || locale == "POSIX" }
}
