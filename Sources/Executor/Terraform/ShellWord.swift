import Deadlines

/// One word of a shell line.
struct ShellWord: Hashable, Sendable {
  /// As it stands in the line, with its quotes: a shell that is given it again takes it for the same.
  var source: [UInt8] = []
  /// What it is known to begin with, its quotes taken away.
  var beginning: [UInt8] = []
  /// Whether ``beginning`` is all of it; otherwise only a shell can tell the rest (`$NAME`, `*`, a leading `~`).
  var isLiteral = true
  /// Whether it runs commands of its own (`$(…)`), which must not be run a second time.
  var runsCommands = false

  /// All of it; nil where only a shell can tell.
  var literal: [UInt8]? { isLiteral ? beginning : nil }

  /// All of it as text; nil where only a shell can tell, and where it is no UTF-8.
  var text: String? { literal.flatMap { String(validating: $0, as: UTF8.self) } }

  /// The name before the `=` of an assignment; nil if it is none.
  var assignedName: String? {
    guard let end = source.firstIndex(of: UInt8(ascii: "=")), end > 0 else { return nil }
    let name = source[..<end]
    guard name.allSatisfy(\.isOfVariableName), !source[0].isDigit else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  /// What an assignment gives its name; nil where only a shell can tell.
  var assignedValue: String? {
    guard let text, let end = text.firstIndex(of: "=") else { return nil }
    return String(text[text.index(after: end)...])
  }

  /// The last part of the path that it names; nil where only a shell can tell.
  var programName: String? {
    text.map { text in text.split(separator: "/").last.map(String.init) ?? text }
  }
}

/// What stands between two commands.
enum ShellOperator: Hashable, Sendable {
  /// `&&`
  case and
  /// `||`
  case or
  /// `|`
  case pipe
  /// `;` or the end of a line
  case then
  /// `&`
  case background
}

/// A command without any other in it: its words, redirections left out, and what stands around it.
struct ShellCommand: Hashable, Sendable {
  var words: [ShellWord]
  /// What stands before it; nil at the beginning of the line.
  var before: ShellOperator?
  /// What stands after it; nil at the end of the line.
  var after: ShellOperator?

  /// The assignments before its program.
  var assignments: ArraySlice<ShellWord> { words.prefix { $0.assignedName != nil } }

  /// Its program and what that is given.
  var program: ArraySlice<ShellWord> { words.dropFirst(assignments.count) }
}
