import ArgumentParser

/// Where on a command line the user is typing: what stands before decides what may come.
struct CompletionPlace {
  /// What a word there is.
  enum Role {
    /// The name of one of these commands.
    case command(of: any ParsableCommand.Type)
    /// An option or flag, or its beginning.
    case option
    /// The value of an option; where both are one word, with what stands before the value.
    case value(of: CommandOutline.Argument, after: String)
    /// The argument at this place, from 0.
    case argument(Int)
  }

  /// The command that the words before lead to.
  let command: any ParsableCommand.Type
  let outline: CommandOutline
  let role: Role
  /// The options and flags that are there already, with their dashes.
  private(set) var used: Set<String> = []

  /// Finds the place after `words`, the program's name left out, at a word that begins with `current`.
  ///
  /// - Throws: `DecodingError` if the parser's description of a command cannot be read.
  init(after words: [String], at current: String, in root: any ParsableCommand.Type) throws {
    var rest = words[...]
    var command = root
    while !command.configuration.subcommands.isEmpty {
      // The program and its groups have no option that takes a value.
      guard let place = rest.firstIndex(where: { !$0.hasPrefix("-") }),
        let next = command.configuration.subcommands.first(where: { $0._commandName == rest[place] })
      else { break }
      command = next
      rest = rest[(place + 1)...]
    }
    self.command = command
    outline = try CommandOutline(of: command)

    var pending: CommandOutline.Argument?
    var position = 0
    var takesOptions = true
    for word in rest {
      if pending != nil {
        pending = nil
      } else if takesOptions, word == "--" {
        takesOptions = false
      } else if takesOptions, word.hasPrefix("-") {
        let name = word.prefix { $0 != "=" }
        used.insert(String(name))
        if let option = outline.argument(named: name), option.kind == .option, name.count == word.count {
          pending = option
        }
      } else {
        position += 1
      }
    }
    if let pending {
      role = .value(of: pending, after: "")
    } else if takesOptions, current.hasPrefix("-") {
      let name = current.prefix { $0 != "=" }
      if name.count < current.count, let option = outline.argument(named: name), option.kind == .option {
        role = .value(of: option, after: "\(name)=")
      } else {
        role = .option
      }
    } else if !command.configuration.subcommands.isEmpty {
      role = position == 0 ? .command(of: command) : .argument(position)
    } else {
      role = .argument(position)
    }
  }
}
