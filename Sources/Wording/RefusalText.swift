public import Deadlines

extension Refusal {
  /// Why something was not done, as a sentence with the value and a way out.
  ///
  /// `project` is nil where none was found.
  public func words(about project: Project? = nil) -> String {
    let subject = project.map { $0.shownName.quoted } ?? "the project"
    // Without it, a line that is typed as told would mean the project of the current directory.
    let reference = project?.shellName ?? "PROJECT"
    switch self {
    case .notFound(let reference):
      return "no project is known as \(reference.quoted); see killall-tofu list --all"
    case .ambiguous(let reference, let candidates):
      let ids = candidates.map { "\($0.number)" }.joined(separator: ", ")
      return "\(reference.quoted) fits the projects \(ids); name one of these numbers, or its path"
    case .staleGeneration:
      return "\(subject) has changed since this was offered; look at its present state first"
    case .notExtendable(let status, let reason):
      let why =
        reason.map { "it is held because \($0.words)\($0.wayOn(reference))" }
        ?? status.whyNotExtended(reference)
      return "\(subject) cannot be extended: \(why)"
    case .wrongState(let status, "remove"):
      return
        "\(subject) is \(status.rawValue), and only what is over is removed; give it up first: "
        + "killall-tofu cancel \(reference)"
    case .wrongState(let status, let action):
      return "\(subject) cannot be \(participle(of: action)): \(status.words(reference))"
    case .limitExceeded(let limit):
      return "one extension is at least 1 second and at most \(limit.words)"
    case .lifetimeExceeded(let limit, let latest):
      return
        "\(subject) may live \(limit.words) in all (limits.maximum_lifetime in the settings), so its deadline is "
        + "at the latest \(latest.localDateTime); raise that limit to let it live longer"
    case .alreadyActive(let id):
      return
        "project \(id.number) already has this path and is active; move its deadline with killall-tofu extend "
        + "\(id.number) 1h, or give it up first with killall-tofu cancel \(id.number)"
    case .stopping(let since):
      return
        "\(subject) was asked to stop at \(since.localDateTime) and still runs; to kill it: "
        + "killall-tofu cancel --kill \(reference)"
    case .notStopping:
      return "\(subject) was not asked to stop yet; first: killall-tofu cancel \(reference)"
    case .notAsked:
      return
        "\(subject): that question is not up any more; ask again, or type killall-tofu destroy \(reference)"
    case .askedTooLongAgo:
      return
        "\(subject): the question was answered too late, for it counts for "
        + "\(Confirmation.validity.words); ask again, or type killall-tofu destroy \(reference)"
    case .directoryReplaced:
      return
        "\(subject): its path leads to another directory than when the question was raised; look what is there now, "
        + "then ask again, or type killall-tofu destroy \(reference)"
    case .guardNotMet(let unmet):
      return "\(subject) is not destroyed now: \(unmet.words)"
    }
  }
}

/// `cancelled` for `cancel`, as a sentence about a project needs it.
private func participle(of action: String) -> String {
  switch action {
  case "cancel": "cancelled"
  case "hold": "held"
  case "retry": "tried again"
  default: action + (action.hasSuffix("e") ? "d" : "ed")
  }
}

extension ProjectStatus {
  /// The state as the reason of a refusal, with a way on where there is one.
  fileprivate func words(_ reference: String) -> String {
    switch self {
    case .scheduled: "it is scheduled already; killall-tofu extend \(reference) 1h moves its deadline"
    case .held: "it is held; killall-tofu show \(reference) tells why, and what settles it"
    case .destroying: "its teardown is under way; killall-tofu history \(reference) tells how it ends"
    case .failed: "its teardown failed; killall-tofu resume \(reference) schedules it again"
    case .destroyed, .cancelled:
      "it is \(rawValue) already; killall-tofu resume \(reference) schedules it again"
    }
  }

  /// A project that may be extended is refused only where it has no deadline.
  fileprivate func whyNotExtended(_ reference: String) -> String {
    switch self {
    case .scheduled: "it has no deadline yet; a daemon sets it when it first sees the project"
    case .failed: "it has no deadline; killall-tofu resume \(reference) sets one"
    case .held, .destroying, .destroyed, .cancelled: words(reference)
    }
  }
}
