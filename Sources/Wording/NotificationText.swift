public import Deadlines

/// What one notification says: a plain summary, and a body of plain lines.
public struct NotificationText: Hashable, Sendable {
  /// One line, without markup.
  public var summary: String
  /// A few lines, without markup; whoever shows them escapes them as the server needs.
  public var body: String

  /// Makes a text of its parts.
  public init(summary: String, body: String) {
    self.summary = summary
    self.body = body
  }
}

extension Project {
  /// The name as a notification shows it: one line, not too long.
  ///
  /// On the desktop, where a sentence is around it, one in Arabic or Hebrew is kept from turning that round. A terminal's
  /// table counts columns and has none of it.
  public var shownName: String {
    let name = name.oneLine.fitted(to: 48)
    guard !name.allSatisfy(\.isWhitespace) else { return tr("Project \(id.number)") }
    return Language.current == nil ? name : name.isolated
  }

  /// What names it on a command line: its name, or its number where a shell would take the name apart, or where it is
  /// known that others have the same.
  public var shellName: String {
    let plain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    // A number would be taken for an id.
    return plain && !sharesName && !name.isEmpty && Int64(name) == nil ? name : "\(id.number)"
  }

  /// What goes and where: the command, then the directory.
  func commandAndPlace(home: String?) -> String {
    """
    \(command.oneLine.cutInTheMiddle(120))
    \(tr("in \(path.oneLine.abbreviated(home: home).cutInTheMiddle(80))", in: "a directory"))
    """
  }
}

extension Warning {
  /// The text of the warning as of `now`, with what the briefing tells; `canAct` is false where the server draws no
  /// buttons, and `offers` the extensions that the settings allow, nil for all.
  public func text(
    at now: Timestamp, home: String?, canAct: Bool, briefing: Briefing = Briefing(),
    offers: [ExtensionOffer]? = nil
  ) -> NotificationText {
    let name = project.shownName
    let hint = canAct ? "" : "\n" + project.keepHint(offers)
    let isFirst = project.acceptance == nil
    let ago = project.deadline.map { (now - $0).glanceAway }
    let since = project.deadline.map { $0.atClockTime(at: now) } ?? ""
    let place = project.commandAndPlace(home: home) + briefing.lines(isFirst: isFirst)
    switch (kind, due) {
    case (.deadline, let due?):
      return NotificationText(
        summary: tr("\(name) is destroyed in \((due - now).glanceAway)"),
        body: tr("At \(due.clockTime(at: now)): \(place)") + hint)
    case (.overdue, let due?):
      return NotificationText(
        summary: tr("\(name) is overdue: destroyed in \((due - now).glanceAway)"),
        body: """
          \(ago.map { tr("Its deadline passed unattended \($0) ago, \(since).") } ?? tr("Its deadline passed unattended.")) \
          \(tr("It is destroyed \(due.atClockTime(at: now))."))
          \(place)\(hint)
          """
      )
    default:
      return NotificationText(
        summary: tr("\(name) was forgotten: please decide"),
        body: """
          \(ago.map { tr("Its deadline passed \($0) ago, \(since).") } ?? tr("Its deadline passed.")) \
          \(tr("Nothing happens until you decide."))
          \(place)\(hint)
          """)
    }
  }
}
