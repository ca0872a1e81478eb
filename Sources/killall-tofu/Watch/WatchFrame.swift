import Deadlines
import Wording

/// One picture of the live view: lines of text that fit the terminal.
struct WatchFrame {
  let lines: [String]

  /// Narrower than this, colours would only stand in the way of cutting.
  private static let narrowestForColours = 20

  /// Draws `state`; the fewer rows there are, the more is left out, and the selected project last.
  init(_ state: inout WatchState, on terminal: Terminal, rows: Int) {
    if terminal.columns >= Self.narrowestForColours {
      lines = Self.lines(&state, on: terminal, rows: rows)
    } else {
      let plain = Terminal(isColourful: false, columns: terminal.columns, isUnicode: terminal.isUnicode)
      lines = Self.lines(&state, on: plain, rows: rows).map {
        $0.cut(to: terminal.columns, mark: terminal.ellipsis)
      }
    }
  }

  private static func lines(_ state: inout WatchState, on terminal: Terminal, rows: Int) -> [String] {
    if state.prompt == .help { return Array(help(on: terminal).prefix(rows)) }
    let words = words(of: state, on: terminal, rows: rows)
    let isTitled = rows >= 5
    let isHeaded = rows >= 4
    let room = max(1, rows - words.count - (isTitled ? 1 : 0) - (isHeaded ? 1 : 0))
    state.scroll(toFit: room)
    var table = table(of: state, on: terminal)
    let heading = table.removeFirst()
    let shown = table.dropFirst(state.offset).prefix(room)
    var lines: [String] = []
    if isTitled { lines.append(title(of: state, shown: shown.count, on: terminal)) }
    if isHeaded { lines.append(heading) }
    lines += shown
    if table.isEmpty {
      lines.append(Session.noProjectsYet.cut(to: terminal.columns, mark: terminal.ellipsis))
    }
    // What there is to say stands at the bottom.
    let blanks = max(0, rows - lines.count - words.count)
    return Array((lines + Array(repeating: "", count: blanks) + words).prefix(rows))
  }

  /// The table with a mark before the selected row, which stands out on a terminal with colours.
  private static func table(of state: WatchState, on terminal: Terminal) -> [String] {
    let columns = max(1, terminal.columns - 2)
    let inner = { (isColourful: Bool) in
      Terminal(isColourful: isColourful, columns: columns, isUnicode: terminal.isUnicode)
    }
    let table = ProjectTable(overview: state.overview, policy: state.policy, home: state.home)
    return table.lines(on: inner(terminal.isColourful)).enumerated().map { place, line in
      guard let row = state.selectedRow, place == row + 1 else { return "  \(line)" }
      guard terminal.isColourful else { return "> \(line)" }
      let plain = "> \(line.withoutColours)".padded(to: terminal.columns)
      return "\u{1B}[7m\(plain)\u{1B}[0m"
    }
  }

  private static func title(of state: WatchState, shown: Int, on terminal: Terminal) -> String {
    let projects = state.overview.projects
    let active = projects.count { $0.status.isActive }
    let stalled = projects.count { $0.status.isStalled }
    var words = "\(active) active"
    if stalled > 0 { words += ", \(stalled) held or failed" }
    if shown < projects.count {
      words += "; \(state.offset + 1) to \(state.offset + shown) of \(projects.count)"
    }
    let time = state.overview.now.wall.timeOfDay
    let room = terminal.columns - time.displayWidth - 2
    guard room > 0 else { return words.cut(to: terminal.columns, mark: terminal.ellipsis) }
    return words.cut(to: room, mark: terminal.ellipsis).padded(to: room) + "  " + time
  }

  /// What stands below the table: what is asked or was done, that nobody acts, and the keys.
  private static func words(of state: WatchState, on terminal: Terminal, rows: Int) -> [String] {
    let cut = { (text: String) in text.cut(to: terminal.columns, mark: terminal.ellipsis) }
    var lines: [String] = []
    let hasWord = rows >= 6 && !state.isServed
    // What the table, its heading, the title, the keys and that word leave over.
    var free = rows - max(1, state.overview.projects.count) - 3 - (hasWord ? 1 : 0)
    let said = said(by: state).map { said in
      (
        lines: said.text.wrapped(to: terminal.columns, in: min(4, max(1, free)), mark: terminal.ellipsis),
        said.isRefusal
      )
    }
    free -= said?.lines.count ?? 0
    if rows >= 8, let selected = state.selected, state.prompt == nil {
      let next =
        "\(selected.shownName): \(selected.nextStep(at: state.overview.now, policy: state.policy, home: state.home))"
      let room = min(4, max(rows < 12 ? 1 : 2, free))
      lines += next.wrapped(to: terminal.columns, in: room, mark: terminal.ellipsis)
        .map { Colour.grey.paint($0, on: terminal) }
    }
    if hasWord {
      let absence = "No daemon serves this database: nothing happens until one runs."
      lines.append(Colour.yellow.paint(cut(absence), on: terminal))
    }
    if let (words, isRefusal) = said {
      lines += words.map { isRefusal ? Colour.red.paint($0, on: terminal) : $0 }
    }
    if rows >= 3 { lines.append(Colour.grey.paint(cut(keys(of: state)), on: terminal)) }
    return Array(lines.suffix(max(0, rows - 1)))
  }

  private static func said(by state: WatchState) -> WatchState.Notice? {
    switch state.prompt {
    case .extend(let project):
      let choices = state.choices.enumerated().map { "\($0 + 1) \($1.label)" }.joined(separator: ", ")
      return WatchState.Notice(text: "Extend \(project.shownName) by: \(choices)?")
    case .stop(let project):
      return WatchState.Notice(
        text: "Stop the teardown of \(project.shownName), which runs? y stops it, any other key does not",
        isRefusal: true)
    case .help, nil: break
    }
    return state.trouble.map { WatchState.Notice(text: $0.oneLine, isRefusal: true) } ?? state.notice
  }

  private static func keys(of state: WatchState) -> String {
    switch state.prompt {
    case .extend: return "1-\(state.choices.count) choose   Esc not"
    case .stop: return "y stop   Esc not"
    case .help, nil: break
    }
    let undo = state.undoable == nil ? "" : "u undo   "
    return "e extend   c cancel   \(undo)j/k select   ? help   q quit"
  }

  private static func help(on terminal: Terminal) -> [String] {
    let lines = [
      "j k, arrows  select a project", "PgUp PgDn g G  by pages, to the ends",
      "e  extend it: then a digit says by how much", "c  cancel it: it is kept, nothing is destroyed",
      "u  undo the last cancellation: schedule it again", "q, Ctrl-C  quit", "Ctrl-Z  suspend; fg comes back",
      "",
      "A key is refused if the project has changed since it was shown.", "Any key goes back.",
    ]
    return lines.map { $0.cut(to: terminal.columns, mark: terminal.ellipsis) }
  }
}

extension String {
  /// The text in at most so many lines that fit; what the last one has no room for is cut off.
  fileprivate func wrapped(to columns: Int, in lines: Int, mark: String) -> [String] {
    guard lines > 1 else { return [cut(to: columns, mark: mark)] }
    let whole = wrapped(to: columns)
    guard whole.count > lines else { return whole }
    return whole.prefix(lines - 1) + [
      whole.dropFirst(lines - 1).joined(separator: " ").cut(to: columns, mark: mark)
    ]
  }

  /// The text without the colours that this program paints.
  var withoutColours: String {
    var text = ""
    var rest = self[...]
    while let start = rest.firstIndex(of: "\u{1B}") {
      text += rest[..<start]
      rest = rest[start...].drop { $0 != "m" }.dropFirst()
    }
    return text + rest
  }
}
