/// A line of bash that is being typed, as bash takes it apart (Bash Reference Manual, “Quoting”).
///
/// Nothing in it is expanded: what asks for that is text like any other.
struct BashLine {
  /// How the next character would be taken.
  private enum Quoting { case none, single, double, ansi }

  /// The words that are complete, without their quotes; the program's name is the first.
  private(set) var words: [String] = []
  /// The word at the end, without its quotes.
  private(set) var current = ""
  private var quoting = Quoting.none
  /// A backslash at the very end quotes what is to come.
  private var isEscaping = false
  /// Whether bash will expand something in the word at the end, which then is not what it looks like: with a name
  /// completed behind it, `"$` would become a command that is run.
  private var isExpanded = false

  /// Takes a line apart, up to the cursor.
  init(_ line: String) {
    var isWord = false
    var scalars = line.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch (quoting, scalar) {
      case (.none, " "), (.none, "\t"), (.none, "\n"):
        if isWord { words.append(current) }
        current = ""
        isWord = false
        isExpanded = false
        continue
      case (.none, "'"): quoting = .single
      case (.none, "\""): quoting = .double
      case (.none, "$") where scalars.first == "'":
        scalars.removeFirst()
        quoting = .ansi
      case (.single, "'"), (.double, "\""), (.ansi, "'"): quoting = .none
      case (.none, "\\"), (.ansi, "\\"):
        if let next = scalars.popFirst() { current.unicodeScalars.append(next) } else { isEscaping = true }
      case (.double, "\\"):
        guard let next = scalars.first else {
          isEscaping = true
          break
        }
        if "$`\"\\".unicodeScalars.contains(next) { scalars.removeFirst() }
        current.unicodeScalars.append("$`\"\\".unicodeScalars.contains(next) ? next : scalar)
      default:
        if "$`!".unicodeScalars.contains(scalar), quoting == .none || quoting == .double { isExpanded = true }
        current.unicodeScalars.append(scalar)
      }
      isWord = true
    }
    // Variables for the program alone.
    while words.count > 1, words[0].contains("="), !words[0].hasPrefix("=") { words.removeFirst() }
  }

  /// What has to be typed to make the word at the end `word`, quoted as it was begun; nil if it does not begin so, or
  /// bash would expand what is there already.
  func continuation(to word: String) -> String? {
    guard !isExpanded, word.unicodeScalars.starts(with: current.unicodeScalars) else { return nil }
    let rest = word.unicodeScalars.dropFirst(current.unicodeScalars.count)
    let quoted = rest.map { quote($0, isFirst: current.isEmpty && $0 == rest.first) }.joined()
    guard isEscaping else { return quoted }
    if quoted.hasPrefix("\\") { return String(quoted.dropFirst()) }
    // A backslash before a character that needs none: in double quotes it would stay.
    return quoting == .none && !quoted.isEmpty ? quoted : nil
  }

  private func quote(_ scalar: Unicode.Scalar, isFirst: Bool) -> String {
    let text = String(scalar)
    switch quoting {
    case .single: return scalar == "'" ? "'\\''" : text
    case .ansi: return scalar == "'" || scalar == "\\" ? "\\" + text : text
    // A “!” asks for an earlier command there, and a backslash before it stays.
    case .double:
      return scalar == "!" ? "\"'!'\"" : "$`\"\\".unicodeScalars.contains(scalar) ? "\\" + text : text
    case .none:
      let isPlain =
        !scalar.isASCII || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.,:@%+/=".unicodeScalars.contains(scalar) || (scalar == "^" && !isFirst)
      return isPlain ? text : "\\" + text
    }
  }
}
