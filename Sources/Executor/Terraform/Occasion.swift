/// When a command that the user did not write may be run in their name.
enum Occasion: Comparable, Sendable {
  /// Nobody knows what it would do.
  case never
  /// Once the user's own line has been run, because it runs nothing that this has not.
  case afterwards
  /// Before that as well, as it runs nothing but what is known to only look.
  case anytime
}

extension ShellWord {
  /// When a program called by this word may be run, if it is called as a known one is: by its plain name or its whole
  /// path, which lead to no script that lies in the directory by chance.
  var occasionOfProgram: Occasion {
    guard let text else { return .never }
    return text.contains("/") && !text.hasPrefix("/") ? .afterwards : .anytime
  }

  /// Whether it names a variable that decides which program a name means, or what is loaded into it.
  fileprivate var decidesOnPrograms: Bool {
    guard let name = assignedName ?? text else { return false }
    return name == "PATH" || name.hasPrefix("LD_")
  }
}

extension ShellCommand {
  /// When all that stands before the word at `place` may be run again, with another program or other arguments behind it.
  func occasion(before place: Int) -> Occasion {
    var start = assignments.count
    var occasion = Occasion.anytime
    while start < place {
      guard let text = words[start].text, let wrapper = Wrapper.known(by: text),
        let next = wrapper.programPlace(in: words, after: start), next <= place
      else { return .never }
      occasion = min(occasion, wrapper.occasion)
      start = next
    }
    return words[..<place].contains(where: \.decidesOnPrograms) ? min(occasion, .afterwards) : occasion
  }

  /// When one that changes where, and with what, the later ones run may be run again.
  var occasionOfPreparation: Occasion {
    guard let name = program.first?.text, name != "cd" else {
      return words.contains(where: \.decidesOnPrograms) ? .afterwards : .anytime
    }
    // A shell may make any number of words out of `$X`, and so any variable.
    return program.allSatisfy { $0.isLiteral && !$0.decidesOnPrograms } ? .anytime : .afterwards
  }
}
