/// One run of OpenTofu or Terraform in a shell line.
struct TerraformInvocation: Hashable, Sendable {
  /// Assignments, and programs that start others (`env`, `aws-vault exec demo --`), before the program.
  var before: [ShellWord]
  /// The program itself.
  var program: ShellWord
  /// The word `-chdir=DIRECTORY`.
  var chdir: ShellWord?
  /// The word `-state=FILE`, or `-state` and `FILE`.
  var state: [ShellWord] = []
  /// Whether it destroys: `destroy`, or `apply -destroy`.
  var isDestroy = false
  /// Whether it may destroy a part only: `-target` and `-exclude`, or options that only a shell can tell.
  var isPartial = false
  /// Whether it may leave another state than it found, or choose another: `workspace select`, `apply`, ….
  private(set) var changesState = false
  /// When its listing may be run.
  private(set) var occasion: Occasion

  /// Reads a command; nil if it runs another program.
  init?(_ command: ShellCommand) {
    let words = command.words
    guard let place = command.terraformPlace else { return nil }
    before = Array(words[..<place])
    program = words[place]
    isPartial = before.contains { $0.assignedName?.hasPrefix("TF_CLI_ARGS") ?? false }
    var rest = words[(place + 1)...]
    occasion = min(command.occasion(before: place), program.occasionOfProgram)
    while let word = rest.first, word.option == "-chdir" {
      chdir = rest.removeFirst()
    }
    let verb = rest.popFirst()
    changesState = !isHarmless(verb?.text, rest)
    guard verb?.text == "destroy" || verb?.text == "apply" else { return }
    isDestroy = verb?.text == "destroy"
    while let word = rest.popFirst() { read(word, &rest) }
    // A shell may make more words of one, and they would be arguments of the listing.
    if !(state + (chdir.map { [$0] } ?? [])).allSatisfy(\.isLiteral) { occasion = min(occasion, .afterwards) }
  }

  private mutating func read(_ word: ShellWord, _ rest: inout ArraySlice<ShellWord>) {
    guard let option = word.option else {
      // Words that a shell makes out of `$ARGUMENTS` may be any option; others are files of plans.
      isPartial = isPartial || !word.isLiteral
      return
    }
    let takesNext = !word.isWithValue && takingValues.contains(option)
    let value = takesNext ? rest.popFirst() : nil
    switch option {
    case "-target", "-target-file", "-exclude", "-exclude-file": isPartial = true
    case "-state": state = [word] + (value.map { [$0] } ?? [])
    case "-destroy": isDestroy = word.text != "-destroy=false"
    default: break
    }
  }

  /// The shell command that prints what its state holds; nil if parts of it must not be run again.
  var listing: [UInt8]? {
    guard occasion > .never else { return nil }
    let words = before + [program] + (chdir.map { [$0] } ?? [])
    guard !(words + state).contains(where: \.runsCommands) else { return nil }
    let parts = words.map(\.source) + [Array("state".utf8), Array("list".utf8)] + state.map(\.source)
    return Array(parts.joined(separator: [UInt8(ascii: " ")]))
  }
}

/// Whether what is run neither changes a state nor which one is worked on.
private func isHarmless(_ verb: String?, _ rest: ArraySlice<ShellWord>) -> Bool {
  switch verb {
  case "init":
    rest.allSatisfy { word in harmlessOptionsOfInit.contains { word.text?.hasPrefix($0) ?? false } }
  case "workspace", "state": ["list", "show", "pull"].contains(rest.first?.text)
  case let verb?: harmlessVerbs.contains(verb)
  case nil: false
  }
}

private let harmlessVerbs: Set<String> = [
  "console", "fmt", "get", "graph", "login", "metadata", "modules", "output", "plan", "providers", "show",
  "test",
  "validate", "version", "-version", "-help",
]
private let harmlessOptionsOfInit = [
  "-input", "-no-color", "-upgrade", "-get", "-lock", "-plugin-dir", "-json",
]

extension ShellWord {
  /// The option it is, with one dash and without its value; nil if it is none or only a shell can tell.
  ///
  /// Go's `flag` takes two dashes for one.
  fileprivate var option: String? {
    let name = beginning.prefix { $0 != UInt8(ascii: "=") }
    guard name.first == UInt8(ascii: "-"), isLiteral || name.count < beginning.count else { return nil }
    let text = String(decoding: name, as: UTF8.self)
    return text.hasPrefix("--") ? String(text.dropFirst()) : text
  }

  /// Whether its value is in the word.
  fileprivate var isWithValue: Bool { beginning.contains(UInt8(ascii: "=")) }

  /// What stands behind its `=`; nil if nothing does or only a shell can tell.
  var optionValue: String? { assignedValue }
}

/// Options that take the next word where they have no `=`.
private let takingValues: Set<String> = [
  "-state", "-state-out", "-backup", "-target", "-target-file", "-exclude", "-exclude-file", "-var",
  "-var-file",
  "-lock-timeout", "-parallelism", "-replace", "-deprecation",
]
