public import Deadlines

extension Refusal {
  /// Why something was not done, as a sentence with the value and a way out.
  ///
  /// `project` is nil where none was found.
  public func words(about project: Project? = nil) -> String {
    let subject = project.map { $0.shownName.quoted } ?? tr("the project")
    // Without it, a line that is typed as told would mean the project of the current directory.
    let reference = project?.shellName ?? tr("PROJECT")
    switch self {
    case .notFound(let reference):
      return tr("no project is known as \(reference.quoted); see killall-tofu list --all")
    case .ambiguous(let reference, let candidates):
      let ids = candidates.map { "\($0.number)" }.joined(separator: ", ")
      return tr("\(reference.quoted) fits the projects \(ids); name one of these numbers, or its path")
    case .staleGeneration:
      return tr("\(subject) has changed since this was offered; look at its present state first")
    case .notExtendable(let status, let reason):
      let why =
        reason.map { tr("it is held because \($0.words)\($0.wayOn(reference))") }
        ?? status.whyNotExtended(reference)
      return tr("\(subject) cannot be extended: \(why)")
    case .wrongState(let status, "remove"):
      return tr(
        """
        \(subject) is \(status.word), and only what is over is removed; give it up first: \
        killall-tofu cancel \(reference)
        """)
    case .wrongState(let status, let action):
      return tr("\(subject) cannot be \(participle(of: action)): \(status.words(reference))")
    case .limitExceeded(let limit):
      return tr("one extension is at least 1 second and at most \(limit.words)")
    case .lifetimeExceeded(let limit, let latest):
      return tr(
        """
        \(subject) may live \(limit.words) in all (limits.maximum_lifetime in the settings), so its deadline is \
        at the latest \(latest.localDateTime); raise that limit to let it live longer
        """)
    case .alreadyActive(let id):
      return tr(
        """
        project \(id.number) already has this path and is active; move its deadline with killall-tofu extend \
        \(id.number) 1h, or give it up first with killall-tofu cancel \(id.number)
        """)
    case .stopping(let since):
      return tr(
        """
        \(subject) was asked to stop at \(since.localDateTime) and still runs; to kill it: \
        killall-tofu cancel --kill \(reference)
        """)
    case .notStopping:
      return tr("\(subject) was not asked to stop yet; first: killall-tofu cancel \(reference)")
    case .notAsked:
      return tr(
        "\(subject): that question is not up any more; ask again, or type killall-tofu destroy \(reference)")
    case .askedTooLongAgo:
      return tr(
        """
        \(subject): the question was answered too late, for it counts for \(Confirmation.validity.words); ask again, \
        or type killall-tofu destroy \(reference)
        """)
    case .directoryReplaced:
      return tr(
        """
        \(subject): its path leads to another directory than when the question was raised; look what is there now, \
        then ask again, or type killall-tofu destroy \(reference)
        """)
    case .guardNotMet(let unmet):
      return tr("\(subject) is not destroyed now: \(unmet.words)")
    }
  }
}

/// `cancelled` for `cancel`, as a sentence about a project needs it.
private func participle(of action: String) -> String {
  switch action {
  case "cancel": tr("cancelled", in: "what cannot be done")
  case "hold": tr("held", in: "what cannot be done")
  case "retry": tr("tried again", in: "what cannot be done")
  case "resume": tr("resumed", in: "what cannot be done")
  case "destroy": tr("destroyed", in: "what cannot be done")
  case "extend": tr("extended", in: "what cannot be done")
  case "kill": tr("killed", in: "what cannot be done")
  default: action + (action.hasSuffix("e") ? "d" : "ed")
  }
}

extension ProjectStatus {
  /// The state as the reason of a refusal, with a way on where there is one.
  fileprivate func words(_ reference: String) -> String {
    switch self {
    case .scheduled: tr("it is scheduled already; killall-tofu extend \(reference) 1h moves its deadline")
    case .held: tr("it is held; killall-tofu show \(reference) tells why, and what settles it")
    case .destroying: tr("its teardown is under way; killall-tofu history \(reference) tells how it ends")
    case .failed: tr("its teardown failed; killall-tofu resume \(reference) schedules it again")
    case .destroyed, .cancelled:
      tr("it is \(word) already; killall-tofu resume \(reference) schedules it again")
    }
  }

  /// The state as a word in a sentence.
  var word: String {
    switch self {
    case .scheduled: tr("scheduled", in: "state")
    case .held: tr("held", in: "state")
    case .destroying: tr("destroying", in: "state")
    case .failed: tr("failed", in: "state")
    case .destroyed: tr("destroyed", in: "state")
    case .cancelled: tr("cancelled", in: "state")
    }
  }

  /// A project that may be extended is refused only where it has no deadline.
  fileprivate func whyNotExtended(_ reference: String) -> String {
    switch self {
    case .scheduled: tr("it has no deadline yet; a daemon sets it when it first sees the project")
    case .failed: tr("it has no deadline; killall-tofu resume \(reference) sets one")
    case .held, .destroying, .destroyed, .cancelled: words(reference)
    }
  }
}
