/// A shell line as far as it is plain: commands one after the other.
///
/// POSIX.1-2017, Shell Command Language, sections 2.2 to 2.9.3, without compound commands, functions and here-documents:
/// where one of these begins, nothing more is read. Nor is what no person writes: very many commands, or brackets very
/// deep in each other.
struct ShellLine: Hashable, Sendable {
  /// The commands, in their order.
  private(set) var commands: [ShellCommand] = []
  /// What follows them and was not read.
  private(set) var rest: [UInt8] = []
  /// The most commands that are read.
  static let limit = 500

  /// Reads as much of `line` as is plain.
  init(_ line: [UInt8]) {
    var reader = ShellReader(line)
    var words: [ShellWord] = []
    var before: ShellOperator?
    // Where the command begins that is being read.
    var start = 0
    while true {
      guard commands.count < Self.limit else {
        rest = Array(line[start...])
        return
      }
      switch reader.next() {
      case .word(let word):
        guard !words.isEmpty || !isReserved(word.source) else {
          rest = Array(line[start...])
          return
        }
        words.append(word)
      case .operator(let after):
        if words.isEmpty {
          // An end of line after an operator, or before the first command, means nothing.
          guard after == .then else {
            rest = Array(line[start...])
            return
          }
          continue
        }
        commands.append(ShellCommand(words: words, before: before, after: after))
        words = []
        before = after
        start = reader.place
      case .end:
        if !words.isEmpty { commands.append(ShellCommand(words: words, before: before)) }
        return
      case .unreadable:
        rest = Array(line[start...])
        return
      }
    }
  }
}

private func isReserved(_ word: [UInt8]) -> Bool {
  reservedWords.contains(String(decoding: word, as: UTF8.self))
}

/// Words that begin a compound command, or go on with one.
private let reservedWords: Set<String> = [
  "!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then", "until",
  "while",
  "function", "select", "[[", "coproc",
]
