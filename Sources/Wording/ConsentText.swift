public import Deadlines

// What is said of a project whose file has not been allowed, or not as it is now.

extension Consent {
  /// Why what the project file says is not carried out, as a sentence without a full stop.
  public var words: String {
    switch self {
    case .allowed: "its .killall.yaml is allowed"
    case .unasked: "its .killall.yaml has not been allowed yet"
    case .changed: "its .killall.yaml has changed, and what it says now has not been allowed"
    case .moved: "its directory was moved, and what was allowed was another place"
    case .restored: "its .killall.yaml was deleted and is back, and has to be allowed anew"
    case .denied: "you denied what its .killall.yaml says"
    case .unsafe: "its .killall.yaml is not safe"
    case .gone: "its .killall.yaml was deleted"
    case .unseen: "its .killall.yaml cannot be looked at"
    case .differs: "its row says something else than the .killall.yaml that was allowed"
    }
  }

  /// The same in a word or two, as a table has room for.
  public var label: String {
    switch self {
    case .allowed: "allowed"
    case .unasked: "new"
    case .changed: "changed"
    case .moved: "moved"
    case .restored: "back"
    case .denied: "denied"
    case .unsafe: "unsafe file"
    case .gone: "file deleted"
    case .unseen: "file not seen"
    case .differs: "row differs"
    }
  }
}

extension Project {
  /// Why its command may not run, as a sentence without a full stop, with what is wrong with its file.
  public var untrustedWords: String {
    guard let file, file.consent != .allowed else { return HoldReason.untrusted.words }
    let isExplained = file.consent == .unsafe || file.consent == .unseen
    let trouble = isExplained ? file.trouble.map { ": \($0.oneLine.cutInTheMiddle(200))" } ?? "" : ""
    return file.consent.words + trouble
  }

  /// Why it is held in two or three words, as a table has room for; nil if it is not.
  public var holdLabel: String? {
    guard holdReason == .untrusted, let file, file.consent != .allowed else { return holdReason?.rawValue }
    return "\(HoldReason.untrusted.rawValue), \(file.consent.label)"
  }

  /// What its user can do about a command that may not run, as sentences.
  public func untrustedWayOn(home: String?) -> String {
    let place = path.shellPath(home: home)
    let allow = "killall-tofu allow \(place)"
    let giveUp = "killall-tofu cancel \(shellName)"
    switch file?.consent {
    case .unasked, .changed, .moved, .restored:
      return "Look: killall-tofu review \(place). Allow it: \(allow)"
    case .denied: return "To allow it after all: \(allow). To give its teardown up: \(giveUp)"
    case .unsafe: return "Once that is mended: \(allow)"
    case .gone where file?.trouble != nil:
      return
        "Its directory is gone as well, so what it stood for is yours to look after. When it is gone: \(giveUp)"
    case .gone:
      return "Put the file back, then \(allow); or without a file: \(giveUp), then "
        + "killall-tofu add \(place) --timeout \(timeout.shellWord)\(commandOption)"
    case .unseen: return "It goes on by itself once the file can be read. To give its teardown up: \(giveUp)"
    case .differs:
      return "Look at both: killall-tofu review \(place). To go by the file again: \(allow)"
    case .allowed, nil: return "To give its teardown up: \(giveUp)"
    }
  }
}

extension Project {
  /// The notification that its command may not run, because of what became of its file.
  func untrustedText(home: String?, at now: Timestamp) -> NotificationText {
    let way = untrustedWayOn(home: home)
    let place = commandAndPlace(home: home)
    let clock = clockWords(at: now)
    switch file?.consent {
    case .unasked:
      return NotificationText(
        summary: "New project found: \(shownName)",
        body: "\(place)\nNothing runs until you allow it; \(clock).\n\(way)")
    case .changed:
      return NotificationText(
        summary: "\(shownName): its .killall.yaml has changed",
        body: "\(place)\nNothing runs until you allow what it says now; \(clock).\n\(way)")
    case .moved:
      return NotificationText(
        summary: "\(shownName) was moved",
        body: "\(place)\nWhat you allowed was another place, so nothing runs here; \(clock).\n\(way)")
    case .restored:
      return NotificationText(
        summary: "\(shownName): its .killall.yaml is back",
        body: "\(place)\nNothing runs until you allow it anew; \(clock).\n\(way)")
    case .gone:
      return NotificationText(
        summary: "\(shownName): its .killall.yaml was deleted",
        body: "\(stillThere), and is not destroyed.\n\(place)\n\(way)")
    case .unsafe, .unseen, .denied, .differs, .allowed, nil:
      return NotificationText(
        summary: "\(shownName) is held", body: "Not destroyed: \(untrustedWords).\n\(place)\n\(way)")
    }
  }

  /// Its command as an option of `add`, where it is short enough to be typed off.
  private var commandOption: String {
    command.count <= 60 && command.oneLine == command ? " --command \(command.shellWord)" : ""
  }

  /// What goes on costing money, as the beginning of a sentence.
  private var stillThere: String {
    switch resourceCount {
    case .known(let count) where count > 0: "\(count.of("resource")) may go on costing money"
    case .known, .unknown, nil: "What it stood for may go on costing money"
    }
  }

  /// Until when its clock runs, as a part of a sentence.
  private func clockWords(at now: Timestamp) -> String {
    guard let deadline else { return "its clock starts once a daemon sees it" }
    guard deadline > now else { return "its clock ran out at \(deadline.clockTime(at: now))" }
    return "its clock runs until \(deadline.clockTime(at: now)), for \((deadline - now).glance)"
  }
}
