public import Deadlines

extension HoldReason {
  /// Why the project is held, as a sentence without a full stop.
  public var words: String {
    switch self {
    case .invalid: tr("what stands in the file cannot be carried out")
    case .untrusted: tr("its command has not been allowed")
    case .protected: tr("it is protected from deadlines")
    case .clock: tr("the system clock cannot be believed")
    case .interrupted: tr("nobody saw how its last teardown ended")
    case .overdue: tr("its deadline passed while nobody could act on it")
    case .unwarned: tr("nobody could be warned")
    }
  }
}

extension Project {
  /// Why it is held, as a sentence without a full stop, with what is behind it; nil if it is not.
  public func holdWords(under policy: Policy, home: String?) -> String? {
    holdReason.map { words(of: $0, under: policy, home: home) }
  }

  /// Why it would be held for this reason, as a sentence without a full stop, with what is behind it.
  public func words(of reason: HoldReason, under policy: Policy, home: String?) -> String {
    switch reason {
    case .untrusted: untrustedWords
    case .protected: protectedWords(under: policy, home: home) ?? reason.words
    case .invalid: flaw(under: policy)?.briefly ?? reason.words
    case .clock, .interrupted, .overdue, .unwarned: reason.words(because: silence)
    }
  }
}

extension HoldReason {
  /// Why a project is held, with what stands in the way of a warning where that is the reason.
  public func words(because silence: Silence?) -> String {
    guard self == .unwarned, let silence else { return words }
    return tr("\(words), because \(silence.words)")
  }
}

extension Silence {
  /// What stands in the way of a warning.
  public var words: String {
    switch self {
    case .noServer: tr("no notification server is running")
    case .refused: tr("the notification server did not accept the warning")
    case .paused: tr("notifications are paused")
    case .disabled: tr("notifications are switched off in the settings")
    }
  }
}

extension Flaw {
  /// What is wrong with the row, with the value and a way out.
  public var words: String {
    switch self {
    case .timeout(let text, let error): error.words(about: text)
    case .path(let path): tr("the path \(path.quoted) is not absolute; use one that starts with /")
    case .file(let trouble): tr("its project file makes no sense: \(trouble.oneLine)")
    case .settings(let trouble):
      tr("the settings make no sense, and none are known that ever did: \(trouble.oneLine)")
    case .config(let text):
      tr(
        "what is kept of its own settings makes no sense: \(text.quoted); mend the column config, or set it to NULL"
      )
    case .command:
      tr("the command is empty or holds a NUL character; name the shell line that tears the project down")
    }
  }
}

extension Flaw {
  /// Where it lies, as a sentence without a full stop that several projects can share.
  fileprivate var briefly: String {
    switch self {
    case .timeout, .path, .config, .command: HoldReason.invalid.words
    case .file: tr("its .killall.yaml makes no sense as it is now")
    case .settings: tr("the settings make no sense")
    }
  }
}

extension String {
  /// The text in quotes as an error names it: on one line and not too long.
  public var quoted: String { tr("“\(oneLine.cutInTheMiddle(80))”") }
}

extension HoldReason {
  /// What the user can do about it, as the end of a sentence; empty where waiting is all.
  ///
  /// - Parameter reference: what names the project on a command line.
  func wayOn(_ reference: String) -> String {
    switch self {
    case .invalid: tr("; killall-tofu show \(reference) tells what is wrong, and how to register it anew")
    case .interrupted, .clock: tr("; look, then killall-tofu resume \(reference)")
    case .untrusted, .protected, .overdue, .unwarned: ""
    }
  }
}

extension Project {
  /// The notification that the project is held at `now`.
  public func heldText(
    _ reason: HoldReason, home: String?, at now: Timestamp, policy: Policy
  ) -> NotificationText {
    switch reason {
    case .invalid: if let flaw = flaw(under: policy) { return invalidText(flaw, home: home) }
    case .untrusted: return untrustedText(home: home, at: now)
    case .protected:
      return NotificationText(
        summary: tr("\(shownName) is protected"),
        body: """
          \(tr("No deadline destroys it: \(words(of: reason, under: policy, home: home))."))
          \(commandAndPlace(home: home))
          \(protectedWayOn)
          """)
    case .clock, .interrupted, .overdue, .unwarned: break
    }
    return NotificationText(
      summary: tr("\(shownName) is held"),
      body: "\(tr("Not destroyed: \(reason.words)."))\n\(commandAndPlace(home: home))")
  }

  private func invalidText(_ flaw: Flaw, home: String?) -> NotificationText {
    NotificationText(
      summary: tr("\(shownName) is held"),
      body: "\(tr("Not destroyed: \(flaw.words)."))\n\(wayOut(of: flaw, home: home))")
  }

  /// What mends the row, as a sentence.
  public func wayOut(of flaw: Flaw, home: String?) -> String {
    switch flaw {
    case .timeout, .path, .config, .command:
      tr("Register it anew: killall-tofu cancel \(shellName), then \(addLine(home: home))")
    case .file: mendFile(in: path.shellPath(home: home))
    case .settings:
      tr("Mend them, as killall-tofu config check tells; a daemon that runs reads them again on SIGHUP")
    }
  }
}

extension Project {
  /// The line that registers it anew, with what of it can be used, and an example of the rest.
  private func addLine(home: String?) -> String {
    let place = path.hasPrefix("/") && path.oneLine == path ? path.shellPath(home: home) : tr("DIRECTORY")
    let isTyped = !command.allSatisfy(\.isWhitespace) && command.oneLine == command && command.count <= 200
    let known = lifetime == nil ? "2h" : timeout
    return "killall-tofu add \(place) --timeout \(known.shellWord) --command "
      + (isTyped ? command.shellWord : "'\(tr("what tears it down"))'")
  }
}

extension Sequence<Project> {
  /// The notification that these projects are held at `now`; of one that is left, its own.
  public func heldText(home: String?, at now: Timestamp, policy: Policy) -> NotificationText {
    let projects = Array(self)
    if projects.count == 1, let left = projects.first, let reason = left.holdReason {
      return left.heldText(reason, home: home, at: now, policy: policy)
    }
    let named = projects.prefix(Policy.namedTogether)
    let count = projects.count
    let rest = (count - named.count).moreLine
    if projects.allSatisfy(\.isNew) {
      let hint = tr("None of them runs until you allow it. See them all: killall-tofu list")
      let lines = named.map {
        "\($0.shownName): \($0.path.oneLine.abbreviated(home: home).cutInTheMiddle(80))"
      }
      return NotificationText(
        summary: tr(count, one: "\(count) new project found", many: "\(count) new projects found"),
        body: (lines + rest + [hint]).joined(separator: "\n"))
    }
    let lines = named.grouped { $0.holdWords(under: policy, home: home) ?? tr("held") }
    let hint = tr("None of them is destroyed until that is settled. See them all: killall-tofu list")
    return NotificationText(
      summary: tr(count, one: "\(count) project is held", many: "\(count) projects are held"),
      body: (lines + rest + [hint]).joined(separator: "\n"))
  }
}

extension Project {
  /// Whether its file was found, and its user has yet to decide.
  fileprivate var isNew: Bool { holdReason == .untrusted && file?.consent == .unasked }
}
