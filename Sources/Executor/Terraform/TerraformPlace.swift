/// Which state a run of OpenTofu or Terraform works on, as far as its shell line says.
struct TerraformPlace: Hashable, Sendable {
  /// Paths from the working directory on, each beginning where the one before it led to.
  var steps: [String] = []
  /// The file that `-state` names, from there.
  var state: String?
  /// Variables that the line sets.
  var variables: [String: String] = [:]

  /// Where a run lies that begins here; nil where only a shell can tell.
  func entering(_ invocation: TerraformInvocation) -> TerraformPlace? {
    var place = self
    for word in invocation.before where word.assignedName != nil {
      guard place.assign(word) else { return nil }
    }
    if let chdir = invocation.chdir {
      guard let step = chdir.optionValue else { return nil }
      place.steps.append(step)
    }
    if let word = invocation.state.last {
      guard let file = invocation.state.count > 1 ? word.text : word.optionValue else { return nil }
      place.state = file
    }
    return place
  }

  /// Where the shell is after a command of its own; nil where only a shell can tell.
  func after(_ command: ShellCommand) -> TerraformPlace? {
    var place = self
    guard let name = command.program.first?.text else {
      for word in command.words { guard place.assign(word) else { return nil } }
      return place
    }
    let rest = command.program.dropFirst()
    switch name {
    case "cd":
      let words = rest.drop { $0.text == "--" }
      guard words.count == 1, let step = words.first?.text, !step.hasPrefix("-") else { return nil }
      place.steps.append(step)
    case "unset":
      // The session's value may be the one that counts now, or none.
      guard !rest.contains(where: { $0.text?.hasPrefix("TF_") ?? true }) else { return nil }
    case "export":
      for word in rest where word.assignedName != nil { guard place.assign(word) else { return nil } }
    default: break
    }
    return place
  }

  /// Takes a variable over; false where only a shell can tell its value.
  private mutating func assign(_ word: ShellWord) -> Bool {
    guard let name = word.assignedName, name.hasPrefix("TF_") else { return true }
    guard let value = word.assignedValue else { return false }
    variables[name] = value
    return true
  }
}
