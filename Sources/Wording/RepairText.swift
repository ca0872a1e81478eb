/// How a cell that makes no sense is mended by hand.
public enum RepairText {
  /// A line for the shell: it empties the cell, or sets it to what the user puts in the place of `NEW_VALUE`.
  ///
  /// As it stands `NEW_VALUE` is no SQL value, so a line that is only copied changes nothing. Without a timeout
  /// sqlite3 gives up at once where a daemon has the file locked for a moment.
  public static func line(
    forFileAt path: String, table: String, column: String, row: Int64, empties: Bool
  ) -> String {
    "sqlite3 -cmd '.timeout 5000' \(path.shellWord) "
      + "\"UPDATE \(table) SET \(column) = \(empties ? "NULL" : "NEW_VALUE") WHERE id = \(row)\""
  }
}

extension String {
  /// The text as one word of a shell's command line (POSIX, "Single-Quotes"), bare where that is the same; left open
  /// where it cannot be shown as it is.
  public var shellWord: String {
    guard oneLine == self else { return "'…'" }
    let isPlain =
      !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.+:@".contains($0)) }
    return isPlain ? self : "'\(replacing("'", with: "'\\''"))'"
  }

  /// The path as one word of a shell's command line, with the home directory as `~` where that needs no quotes.
  public func shellPath(home: String?) -> String {
    let short = abbreviated(home: home)
    let rest = String(short.dropFirst())
    return short != self && (rest.isEmpty || rest.shellWord == rest) ? short : shellWord
  }
}
