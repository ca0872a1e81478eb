/// A program that is known to do nothing but to start another one, with other limits or other variables.
///
/// Only what is listed here is known: another option may lead elsewhere or hold a command of its own.
struct Wrapper {
  /// Its options.
  var flags: Set<String> = []
  /// Those that take a value: the next word, or what follows `=` or a single letter.
  var values: Set<String> = []
  /// Whether variables may stand among the options.
  var takesAssignments = false
  /// The word that has it start programs, as in `op run`.
  var verb: String?
  /// How many words of its own stand before the program.
  var operands = 0...0
  /// Whether the program begins behind `--`; else it may.
  var isMarked = false
  var occasion = Occasion.anytime

  /// The one that a shell finds by this text: a script of the same name, anywhere else, is another one.
  static func known(by text: String) -> Wrapper? {
    let folder = ["/usr/bin/", "/bin/", "/usr/local/bin/"].first(where: text.hasPrefix)
    return wrappers[String(text.dropFirst(folder?.count ?? 0))]
  }

  /// Where the started program stands if this one stands at `place`; nil if that cannot be told for certain.
  func programPlace(in words: [ShellWord], after place: Int) -> Int? {
    var rest = words[(place + 1)...]
    guard skipOptions(&rest) else { return nil }
    if let verb {
      guard rest.popFirst()?.text == verb, skipOptions(&rest) else { return nil }
    }
    if !isMarked, rest.first?.text == "--" { rest.removeFirst() }
    var taken = 0
    while taken < operands.upperBound, let text = rest.first?.text, !text.hasPrefix("-") {
      rest.removeFirst()
      taken += 1
      if isMarked { guard skipOptions(&rest) else { return nil } }
    }
    guard taken >= operands.lowerBound else { return nil }
    if isMarked { guard rest.popFirst()?.text == "--" else { return nil } }
    return rest.startIndex
  }

  /// Skips options and variables; false where one is not known.
  private func skipOptions(_ rest: inout ArraySlice<ShellWord>) -> Bool {
    while let word = rest.first {
      // Only a shell can tell how many words this will be.
      guard let text = word.text else { return false }
      if takesAssignments, word.assignedName != nil {
        rest.removeFirst()
        continue
      }
      guard text != "--", text.hasPrefix("-") else { return true }
      rest.removeFirst()
      if flags.contains(text) || isWithValue(text) { continue }
      guard values.contains(text), rest.popFirst()?.isLiteral == true else { return false }
    }
    return true
  }

  private func isWithValue(_ text: String) -> Bool {
    if let end = text.firstIndex(of: "="), values.contains(String(text[..<end])) { return true }
    return text.count > 2 && !text.hasPrefix("--") && values.contains(String(text.prefix(2)))
  }
}

private let wrappers: [String: Wrapper] = [
  "exec": Wrapper(), "command": Wrapper(), "nohup": Wrapper(), "time": Wrapper(flags: ["-p"]),
  "env": Wrapper(
    flags: ["-i", "-", "--ignore-environment"], values: ["-u", "--unset"], takesAssignments: true),
  "nice": Wrapper(values: ["-n", "--adjustment"]),
  "ionice": Wrapper(flags: ["-t", "--ignore"], values: ["-c", "-n", "--class", "--classdata"]),
  "stdbuf": Wrapper(values: ["-i", "-o", "-e"]),
  "timeout": Wrapper(
    flags: ["--foreground", "--preserve-status", "-v", "--verbose"],
    values: ["-k", "-s", "--kill-after", "--signal"], operands: 1...1),
  // It may ask for a password, and its refusals are reported.
  "sudo": Wrapper(
    flags: ["-E", "-H", "-n", "--preserve-env", "--set-home", "--non-interactive"],
    values: ["-u", "-g", "--user", "--group", "--preserve-env"], takesAssignments: true,
    occasion: .afterwards),
  "aws-vault": Wrapper(
    flags: ["-n", "--no-session"], values: ["-d", "--duration", "--region", "--backend"], verb: "exec",
    operands: 1...1, isMarked: true),
  "op": Wrapper(
    flags: ["--no-masking"], values: ["--env-file", "--account", "--environment"], verb: "run",
    isMarked: true),
  "doppler": Wrapper(
    flags: ["--preserve-env"], values: ["-p", "--project", "-c", "--config"], verb: "run", isMarked: true),
  "chamber": Wrapper(verb: "exec", operands: 1...9, isMarked: true),
  "dotenv": Wrapper(values: ["-e", "-f"], isMarked: true),
]
