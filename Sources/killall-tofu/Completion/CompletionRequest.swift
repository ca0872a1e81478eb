import Wording

/// What a shell asks when its user has pressed Tab: what may stand there.
///
/// The scripts of `killall-tofu completions` ask it. It is answered on standard output: a line that says what is offered
/// (`words`, `files` or `directories`), then each word on a line, with a tab and a remark. Whatever goes wrong, nothing is
/// said and nothing changed.
struct CompletionRequest {
  /// What a command line begins with that is such a question; no option of ours begins with three dashes.
  static let mark = "---complete"

  private let shell: CompletionScript
  private let arguments: [String]

  /// Reads the arguments of the program; nil if they are no such question.
  init?(_ arguments: [String]) {
    guard arguments.first == Self.mark, arguments.count > 2,
      let shell = CompletionScript(rawValue: arguments[1])
    else { return nil }
    self.shell = shell
    self.arguments = Array(arguments.dropFirst(2))
  }

  /// The answer, as lines.
  var answer: [String] {
    switch shell {
    case .bash: answerToBash()
    // Both compare and quote by themselves.
    case .zsh: lines(of: Completer(words: arguments.dropLast(), current: arguments.last ?? "").offer())
    case .fish: answerToFish()
    }
  }

  /// Fish also compares with remarks, where the word itself fits nothing: an id that is typed would become another project
  /// whose path holds that digit.
  private func answerToFish() -> [String] {
    let typed = arguments.last ?? ""
    let offer = Completer(words: arguments.dropLast(), current: typed).offer()
    guard case .words(let words) = offer else { return lines(of: offer) }
    // It quotes as bash does, as far as that goes.
    let meant = BashLine("killall-tofu \(typed)").current
    let fitting = words.filter { word in
      word.text.hasPrefix(meant)
        || (Int64(meant) == nil && word.text.lowercased().contains(meant.lowercased()))
    }
    return lines(of: .words(fitting))
  }

  private func lines(of offer: CompletionOffer) -> [String] {
    guard case .words(let words) = offer else { return [offer.kind] }
    return [offer.kind]
      + words.map { $0.remark.isEmpty ? $0.text : "\($0.text)\t\($0.remark.oneLine)" }
  }

  /// Bash gives the line up to the cursor and the end of it that it is going to replace; it compares and quotes nothing.
  private func answerToBash() -> [String] {
    let line = BashLine(arguments[0])
    let offer = Completer(words: Array(line.words.dropFirst()), current: line.current).offer()
    guard case .words(let words) = offer, arguments.count > 1 else { return lines(of: offer) }
    return [offer.kind]
      + words.compactMap { word in line.continuation(to: word.text).map { arguments[1] + $0 } }
  }
}
