extension ShellCommand {
  /// Where in its words OpenTofu or Terraform stands as the program that is run, by itself or by one that starts others;
  /// nil if another program is run.
  var terraformPlace: Int? {
    var place = assignments.count
    while place < words.count {
      if words[place].isTerraform { return place }
      guard let name = words[place].programName, let starter = starters[name] else { break }
      guard let next = starter.programPlace(in: words, after: place) else { return nil }
      place = next
    }
    // Others mark where the program begins: `aws-vault exec demo -- tofu destroy`.
    guard let end = words.firstIndex(where: { $0.text == "--" }), end + 1 < words.count else { return nil }
    return words[end + 1].isTerraform ? end + 1 : nil
  }
}

extension ShellWord {
  fileprivate var isTerraform: Bool { programName == "tofu" || programName == "terraform" }
}

/// A program that starts the one that stands behind its own options.
private struct Starter {
  /// Options that take the next word.
  var takingValues: Set<String> = []
  /// Beginnings of options that lead to another directory, or that hold a shell line of their own.
  var leadingAway: [String] = []
  /// Whether variables may stand among the options.
  var takesAssignments = false
  /// How many words stand before the program.
  var words = 0

  /// Where the started program stands if this one stands at `place`; nil if that cannot be told.
  func programPlace(in words: [ShellWord], after place: Int) -> Int? {
    var place = place + 1
    while place < words.count, let text = words[place].text {
      if text == "--" {
        place += 1
        break
      }
      guard !leadingAway.contains(where: text.hasPrefix) else { return nil }
      guard text.hasPrefix("-") || takesAssignments && words[place].assignedName != nil else { break }
      place += takingValues.contains(text) ? 2 : 1
    }
    return place + self.words
  }
}

private let starters: [String: Starter] = [
  "exec": Starter(takingValues: ["-a"]), "command": Starter(), "nohup": Starter(), "time": Starter(),
  "env": Starter(
    takingValues: ["-u", "--unset"], leadingAway: ["-S", "--split", "-C", "--chdir"], takesAssignments: true),
  "nice": Starter(takingValues: ["-n", "--adjustment"]),
  "ionice": Starter(takingValues: ["-c", "-n", "--class", "--classdata"]),
  "stdbuf": Starter(takingValues: ["-i", "-o", "-e"]),
  "sudo": Starter(
    takingValues: ["-u", "-g", "--user", "--group"], leadingAway: ["-D", "--chdir", "-i", "-s"],
    takesAssignments: true),
  "timeout": Starter(takingValues: ["-k", "-s", "--kill-after", "--signal"], words: 1),
]
