import Foundation
import RealParts
import Testing

/// The command line as the program itself describes it.
struct CommandTree: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
      /// With its dashes.
      var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    var kind: String
    var shouldDisplay: Bool
    var names: [Name]?
    var valueName: String?
    var abstract: String?
  }

  struct Command: Decodable {
    var commandName: String
    var shouldDisplay: Bool
    var abstract: String?
    var discussion: String?
    var superCommands: [String]?
    var arguments: [Argument]?
    var subcommands: [Command]?

    /// What is typed for it after the program's name.
    var name: String { ((superCommands ?? []).dropFirst() + [commandName]).joined(separator: " ") }
    var positionals: [Argument] { (arguments ?? []).filter { $0.kind == "positional" } }
    /// The options and flags of its own, with their dashes.
    var options: [String] {
      (arguments ?? []).flatMap { ($0.names ?? []).map(\.text) }
        .filter { !["--help", "-h", "--version", "-help"].contains($0) }
    }
    /// Itself and all below it.
    var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
  }

  var command: Command

  /// Every command but the program itself and the parser's own “help”.
  var commands: [Command] { command.all.dropFirst().filter { $0.commandName != "help" && $0.shouldDisplay } }

  static func read(_ desk: Desk) async throws -> CommandTree {
    let answer = try await desk.killallTofu("--experimental-dump-help")
    return try JSONDecoder().decode(CommandTree.self, from: Data(answer.output.utf8))
  }
}
