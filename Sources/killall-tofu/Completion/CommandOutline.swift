import ArgumentParser
import Foundation

/// What a command takes, as the argument parser describes it to other tools.
struct CommandOutline: Decodable {
  /// One argument, option or flag.
  struct Argument: Decodable {
    /// What may stand for a value.
    struct Completion: Decodable {
      struct Values: Decodable { var values: [String] }
      struct Nothing: Decodable {}

      var list: Values?
      var file: Nothing?
      var directory: Nothing?
    }

    struct Name: Decodable {
      var kind: String
      var name: String

      var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    enum Kind: String, Decodable { case positional, option, flag }

    var kind: Kind
    var shouldDisplay: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var completionKind: Completion?
  }

  var arguments: [Argument]?

  /// The outline of one command, without those below it.
  ///
  /// - Throws: `DecodingError` if the parser describes it in another way than this was written for.
  init(of command: any ParsableCommand.Type) throws {
    struct Document: Decodable { var command: CommandOutline }
    self = try JSONDecoder().decode(Document.self, from: Data(command._dumpHelp().utf8)).command
  }

  var positionals: [Argument] { (arguments ?? []).filter { $0.kind == .positional } }

  /// The option or flag that `word` names, with its dashes and without a value.
  func argument(named word: some StringProtocol) -> Argument? {
    (arguments ?? []).first { $0.names?.contains { $0.text == word } ?? false }
  }
}
