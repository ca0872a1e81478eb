import Wording

/// What is wrong with the arguments before anything tries to understand them.
enum Arguments {
  /// The first flaw, as the failure it is; nil if there is none.
  static var firstFlaw: Failure? {
    for argument in UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)) {
      guard let argument else { continue }
      guard let text = String(validatingCString: argument) else {
        // Repaired, a command would be another one than the user typed.
        return Failure("the argument \(String(cString: argument).quoted) is not UTF-8 text", .usage)
      }
      // Read as options, these digits would be a puzzle, and “-h” at their end would ask for help.
      if text.first == "-", text.dropFirst().first?.isNumber == true {
        return Failure(
          "\(text.quoted) has a sign; durations have none, as in 30s, 15 min or 2 hours, and numbers of projects neither",
          .usage)
      }
    }
    return nil
  }
}
