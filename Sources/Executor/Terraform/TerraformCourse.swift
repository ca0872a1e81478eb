/// What has become known of a shell line up to some command in it.
struct TerraformCourse {
  private(set) var isTerraform = false
  private(set) var isDestroy = false
  private(set) var isPartial = false
  private(set) var places: [TerraformPlace]? = []
  /// What has to be run again before the next listing: changes of directory, variables.
  private var preparation: [[UInt8]] = []
  private var lines: [[UInt8]] = []
  /// What is listed since the directory or the variables last changed.
  private var listed: Set<[UInt8]> = []
  private var current: TerraformPlace? = TerraformPlace()
  /// Whether the directory and the variables of the next command are known.
  private var isKnown = true
  /// Whether some whole destroy cannot be checked, so that the others would tell half the truth.
  private var isBlind = false
  private var previous: TerraformInvocation?
  /// Whether the state that is there now may be another one by the time it is destroyed.
  private(set) var isUnsettled = false
  /// When all that the listing runs may be run.
  private(set) var occasion = Occasion.anytime

  /// The line that lists what is left; nil if there is nothing to list, or not all can be listed.
  var listing: [UInt8]? {
    lines.isEmpty || isBlind ? nil : Array(lines.joined(separator: " && ".utf8))
  }

  mutating func follow(_ command: ShellCommand) {
    let invocation = TerraformInvocation(command)
    defer { previous = invocation }
    if let invocation {
      isTerraform = true
      if invocation.isDestroy {
        note(invocation, after: command.before)
      } else if invocation.changesState {
        changeState()
      }
    } else if isDestroy, command.mayForgetWorkspace {
      isBlind = true
    } else {
      prepare(command)
    }
  }

  /// Follows what the line has after its plain commands.
  mutating func follow(rest: [UInt8]) {
    let text = String(decoding: rest, as: UTF8.self)
    if text.contains("tofu") || text.contains("terraform") { changeState() }
  }

  /// What is listed after this would be another state than was destroyed, or one that was filled again; what is there
  /// before it is not what will be destroyed.
  private mutating func changeState() {
    if isDestroy { isBlind = true } else { isUnsettled = true }
  }

  private mutating func note(_ invocation: TerraformInvocation, after before: ShellOperator?) {
    isDestroy = true
    guard !invocation.isPartial else {
      isPartial = true
      return
    }
    // Behind `||` it runs only where something else has failed; a second attempt at the same is no other thing.
    let isOnlyElse = before == .or && previous?.listing != invocation.listing
    guard isKnown, !isOnlyElse, let listing = invocation.listing else {
      isBlind = true
      return
    }
    if let place = current?.entering(invocation) {
      if places?.contains(place) == false { places?.append(place) }
    } else {
      places = nil
    }
    // Run twice in the same place, it is listed once.
    guard listed.insert(listing).inserted else { return }
    occasion = min(occasion, invocation.occasion)
    lines += preparation + [listing]
    preparation = []
  }

  /// Follows a command that may change where, and with what, the later ones run.
  private mutating func prepare(_ command: ShellCommand) {
    guard let name = command.program.first else { return keep(command) }
    switch name.text {
    case nil: isKnown = false
    case "cd", "export", "unset", "set": keep(command)
    // As in `exec 2>&1` and `command -v tofu`.
    case "exec" where command.program.count == 1: break
    case "command" where command.program.dropFirst().first?.text?.hasPrefix("-") ?? false: break
    case let name? where changingTheShell.contains(name): isKnown = false
    // Another program changes nothing of the shell.
    default: break
    }
  }

  private mutating func keep(_ command: ShellCommand) {
    let isAlone = [nil, .and, .then].contains(command.before) && [nil, .and, .then].contains(command.after)
    let isPlain = command.words.allSatisfy { word in
      !word.runsCommands && word.text != "-" && word.assignedName?.hasPrefix("TF_CLI_ARGS") != true
    }
    guard isAlone, isPlain else {
      isKnown = false
      return
    }
    listed = []
    occasion = min(occasion, command.occasionOfPreparation)
    preparation.append(Array(command.words.map(\.source).joined(separator: [UInt8(ascii: " ")])))
    current = current?.after(command)
  }
}

extension ShellCommand {
  /// Whether it may remove the folder that says which workspace is chosen.
  fileprivate var mayForgetWorkspace: Bool {
    program.first?.programName == "rm"
      && program.dropFirst().contains { word in
        !word.isLiteral || String(decoding: word.beginning, as: UTF8.self).contains(".terraform")
      }
  }
}

/// Commands of the shell itself after which directory, variables or the meaning of words may be others.
private let changingTheShell: Set<String> = [
  ".", "source", "eval", "alias", "unalias", "pushd", "popd", "shift", "read", "exec", "command", "builtin",
  "declare", "typeset", "readonly", "exit", "return",
]
