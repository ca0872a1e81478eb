import Deadlines
import Notifications
import Wording

// How a piece of news looks, by its kind.

extension News {
  /// What it is, for the rules that a user may have in the settings of a notification server.
  ///
  /// None of those that the specification registers fits but for what reminds of a transfer, so these are our own, named
  /// as it asks (Desktop Notifications Specification 1.2, section "Categories").
  var category: String {
    switch self {
    case .started, .startedTogether, .progress: Self.category("teardown")
    case .ended, .endedTogether: isGood ? Self.category("teardown.complete") : Self.category("teardown.error")
    case .attemptFailed: Self.category("teardown.error")
    case .silent, .stillRunning: Self.category("question")
    case .held, .heldTogether, .filesRefused: Self.category("hold")
    case .changed, .changedTogether, .refused, .notDone, .overview, .noSettings: Self.category("answer")
    case .sleep: Self.category("warning")
    case .clockDoubted, .clockBelieved, .fileFails, .fileWorks, .damaged, .watchesUsedUp, .nameTaken,
      .settings:
      Self.category("trouble")
    }
  }

  /// A category of ours.
  static func category(_ kind: String) -> String { "x-killall-tofu.\(kind)" }

  /// The icon where it is not that of the application: names that the Icon Naming Specification has in every theme.
  var icon: String? {
    switch self {
    case .ended, .endedTogether: isGood ? nil : "dialog-error"
    case .attemptFailed, .clockDoubted, .fileFails, .damaged, .nameTaken, .settings, .watchesUsedUp:
      "dialog-warning"
    case .silent, .stillRunning: "dialog-question"
    case .started, .startedTogether, .progress, .held, .heldTogether, .filesRefused, .changed,
      .changedTogether, .refused,
      .notDone,
      .overview, .noSettings, .sleep, .clockBelieved, .fileWorks:
      nil
    }
  }

  /// How long it is worth reading where the server does not say; nil where it is up to that.
  ///
  /// dunst and mako keep what nobody closes, and what it says of times grows old.
  var passes: Duration? {
    switch self {
    case .changed, .changedTogether, .refused, .notDone, .overview, .noSettings: .seconds(30)
    case .started, .clockBelieved, .fileWorks: .seconds(30)
    case .ended, .endedTogether: isGood ? .minutes(5) : nil
    default: nil
    }
  }

  /// What to type instead of pressing its buttons, as a line; nil where its text says that anyway.
  func hint(_ policy: Policy, at now: Timestamp) -> String? {
    switch self {
    case .progress(let project, _, _): project.isAskedToStop ? nil : project.stopHint
    case .attemptFailed(let project, _, _):
      project.waitingHint(project.extensions(of: [.hours(1)], at: now, policy: policy))
    case .ended(let project, _, _, _) where project.status == .failed: project.retryHint
    case .held(let project, let reason) where reason != .untrusted && reason != .invalid: project.lookHint
    default: nil
    }
  }
}
