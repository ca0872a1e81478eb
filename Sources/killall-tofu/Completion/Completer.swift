import ArgumentParser
import Foundation
import ProjectStore
import Settings

/// Says what may stand at a place of the command line.
struct Completer {
  /// Lengths of time that people ask for; any other may be typed.
  static let durations = ["15m", "30m", "1h", "2h", "4h", "8h", "1d", "1w"]

  /// The words before the one that is being typed, without the program's name.
  let words: [String]
  /// That word, up to the cursor.
  let current: String

  /// What may stand there; nothing where there is no telling.
  func offer() -> CompletionOffer {
    // What “help” is about is a command as if that were not there.
    let isHelp = words.first == "help"
    let words = isHelp ? Array(words.dropFirst()) : words
    guard let place = try? CompletionPlace(after: words, at: current, in: KillallTofu.self) else {
      return .nothing
    }
    switch place.role {
    case .command(let command):
      return .words(commands(below: command, withHelp: !isHelp && command == KillallTofu.self))
    case .option: return isHelp ? .nothing : .words(options(at: place))
    case .value(let option, let before):
      return isHelp ? .nothing : values(of: option, of: place.command, position: 0, after: before)
    case .argument(let position):
      guard !isHelp, let argument = argument(position, at: place) else { return .nothing }
      return values(of: argument, of: place.command, position: position, after: "")
    }
  }

  private func commands(below command: any ParsableCommand.Type, withHelp: Bool) -> [CompletionWord] {
    let words = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map {
      CompletionWord(text: $0._commandName, remark: $0.configuration.abstract)
    }
    return withHelp ? words + [CompletionWord(text: "help", remark: "Show the help of a command.")] : words
  }

  private func options(at place: CompletionPlace) -> [CompletionWord] {
    (place.outline.arguments ?? []).flatMap { argument -> [CompletionWord] in
      let names = (argument.names ?? []).map(\.text)
      guard argument.shouldDisplay, argument.isRepeating || place.used.isDisjoint(with: names) else {
        return []
      }
      return names.filter { $0.hasPrefix("--") }.map {
        CompletionWord(text: $0, remark: argument.abstract ?? "")
      }
    }
  }

  private func argument(_ position: Int, at place: CompletionPlace) -> CommandOutline.Argument? {
    let all = place.outline.positionals
    if position < all.count { return all[position] }
    return all.last.flatMap { $0.isRepeating ? $0 : nil }
  }

  private func values(
    of argument: CommandOutline.Argument, of command: any ParsableCommand.Type, position: Int,
    after before: String
  ) -> CompletionOffer {
    if argument.completionKind?.file != nil { return .files }
    if argument.completionKind?.directory != nil { return .directories }
    if let list = argument.completionKind?.list?.values {
      return .words(list.map { CompletionWord(text: before + $0) })
    }
    // The name after --yes-destroy is not offered: it stands for a user who types it.
    guard argument.kind == .positional, argument.valueName?.contains("project") ?? false else {
      return .nothing
    }
    let takesDuration = argument.valueName?.contains("duration") ?? false
    let durations = takesDuration ? Self.durations.map { CompletionWord(text: $0) } : []
    guard position == 0 || !takesDuration else { return position == 1 ? .words(durations) : .nothing }
    guard !current.contains("/"), !current.hasPrefix("."), !current.hasPrefix("~") else {
      return .directories
    }
    guard let choice = ProjectChoice(command: command._commandName), let places = try? Places.ofThisUser()
    else {
      return .nothing
    }
    let projects = ProjectStore.glance(at: database(in: places))
    // Left out, the project is that of the current directory, and the duration comes first.
    let here = FileManager.default.currentDirectoryPath
    let isHere = projects.contains { $0.path == here && choice.includes($0.status) }
    return .words(projects.words(for: choice, home: places.home) + (isHere ? durations : []))
  }

  /// The file that the words name, or else the usual one.
  private func database(in places: Places) -> String {
    var named: String?
    for (place, word) in words.enumerated() {
      if word == "--database", place + 1 < words.count { named = words[place + 1] }
      if word.hasPrefix("--database=") { named = String(word.dropFirst("--database=".count)) }
    }
    guard let named, !named.isEmpty else { return places.database }
    // The shell has yet to do this.
    return absolutePath(named.hasPrefix("~/") ? (places.home ?? "~") + named.dropFirst() : named)
  }
}
