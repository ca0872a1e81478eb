public import Deadlines

// What is said of a project whose file has not been allowed, or not as it is now.

extension Consent {
  /// Why what the project file says is not carried out, as a sentence without a full stop.
  public var words: String {
    switch self {
    case .allowed: tr("its .killall.yaml is allowed")
    case .unasked: tr("its .killall.yaml has not been allowed yet")
    case .changed: tr("its .killall.yaml has changed, and what it says now has not been allowed")
    case .moved: tr("its directory was moved, and what was allowed was another place")
    case .restored: tr("its .killall.yaml was deleted and is back, and has to be allowed anew")
    case .denied: tr("you denied what its .killall.yaml says")
    case .unsafe: tr("its .killall.yaml is not safe")
    case .gone: tr("its .killall.yaml was deleted")
    case .unseen: tr("its .killall.yaml cannot be looked at")
    case .differs: tr("its row says something else than the .killall.yaml that was allowed")
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
    let giveUp = tr("To give its teardown up: killall-tofu cancel \(shellName)")
    switch file?.consent {
    case .unasked, .changed, .moved, .restored:
      return tr("Look: killall-tofu review \(place). Allow it: killall-tofu allow \(place)")
    case .denied: return tr("To allow it after all: killall-tofu allow \(place).") + " " + giveUp
    case .unsafe: return tr("Once that is mended: killall-tofu allow \(place)")
    case .gone where file?.trouble != nil:
      return tr(
        """
        Its directory is gone as well, so what it stood for is yours to look after. \
        When it is gone: killall-tofu cancel \(shellName)
        """)
    case .gone:
      let options = "--timeout \(timeout.shellWord)\(commandOption)"
      return tr(
        """
        Put the file back, then killall-tofu allow \(place); or without a file: killall-tofu cancel \(shellName), then \
        killall-tofu add \(place) \(options)
        """)
    case .unseen: return tr("It goes on by itself once the file can be read.") + " " + giveUp
    case .differs:
      return tr(
        "Look at both: killall-tofu review \(place). To go by the file again: killall-tofu allow \(place)")
    case .allowed, nil: return giveUp
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
        summary: tr("New project found: \(shownName)"),
        body: "\(place)\n\(tr("Nothing runs until you allow it; \(clock)."))\n\(way)")
    case .changed:
      return NotificationText(
        summary: tr("\(shownName): its .killall.yaml has changed"),
        body: "\(place)\n\(tr("Nothing runs until you allow what it says now; \(clock)."))\n\(way)")
    case .moved:
      return NotificationText(
        summary: tr("\(shownName) was moved"),
        body:
          "\(place)\n\(tr("What you allowed was another place, so nothing runs here; \(clock)."))\n\(way)")
    case .restored:
      return NotificationText(
        summary: tr("\(shownName): its .killall.yaml is back"),
        body: "\(place)\n\(tr("Nothing runs until you allow it anew; \(clock)."))\n\(way)")
    case .gone:
      return NotificationText(
        summary: tr("\(shownName): its .killall.yaml was deleted"), body: "\(stillThere)\n\(place)\n\(way)")
    case .unsafe, .unseen, .denied, .differs, .allowed, nil:
      return NotificationText(
        summary: tr("\(shownName) is held"),
        body: "\(tr("Not destroyed: \(untrustedWords)."))\n\(place)\n\(way)")
    }
  }

  /// Its command as an option of `add`, where it is short enough to be typed off.
  private var commandOption: String {
    command.count <= 60 && command.oneLine == command ? " --command \(command.shellWord)" : ""
  }

  /// What goes on costing money, as a sentence.
  private var stillThere: String {
    switch resourceCount {
    case .known(let count) where count > 0:
      tr(
        count, one: "\(count) resource may go on costing money, and is not destroyed.",
        many: "\(count) resources may go on costing money, and are not destroyed.")
    case .known, .unknown, nil: tr("What it stood for may go on costing money, and is not destroyed.")
    }
  }

  /// Until when its clock runs, as a part of a sentence.
  private func clockWords(at now: Timestamp) -> String {
    guard let deadline else { return tr("its clock starts once a daemon sees it") }
    guard deadline > now else { return tr("its clock ran out \(deadline.atClockTime(at: now))") }
    return tr("its clock runs until \(deadline.clockTime(at: now)), for \((deadline - now).glance)")
  }
}
