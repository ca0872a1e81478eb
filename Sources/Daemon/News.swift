import Deadlines
import Notifications
import Wording

/// Something the user is told that asks for no consent; unlike a warning, nothing waits for its being accepted.
enum News: Hashable, Sendable {
  /// A teardown began.
  case started(Project)
  /// A teardown ended; with the last line that the command wrote.
  case ended(Project, Outcome, lastLine: String?)
  /// The project is held, for a reason that no warning tells.
  case held(Project, HoldReason)
  /// A click was carried out.
  case changed(Project, UserAction)
  /// A click was refused.
  case refused(Project, UserAction, Refusal)
  /// A click came to nothing, and which project it meant is not known any more; the text says why.
  case notDone(String)
  /// The machine is about to sleep through these projects' deadlines.
  case sleep([Project])
  /// The wall clock cannot be believed.
  case clockDoubted(ClockDoubt)
  /// It can be believed again.
  case clockBelieved
  /// Several projects were extended at a click; the texts name those that were not, and why.
  case changedTogether([Project], refused: [String])
  /// The settings file cannot be used; the text says why.
  case settings(String)

  /// What identifies a complaint about the settings.
  static let settingsTag = "settings"
  /// What identifies what is said of the wall clock.
  static let clockTag = "clock"

  /// Whether it is worth telling when a server appears later.
  var keeps: Bool {
    switch self {
    case .ended, .held, .clockDoubted, .settings: true
    case .started, .changed, .changedTogether, .refused, .notDone, .sleep, .clockBelieved: false
    }
  }

  /// The notification that tells it.
  func request(at moment: Moment, policy: Policy, home: String?) -> NotificationRequest {
    let now = moment.wall
    switch self {
    case .started(let project):
      return NotificationRequest(project.startedText(home: home), tag: project.tag)
    case .ended(let project, let outcome, let lastLine):
      let text = outcome.text(of: project, lastLine: lastLine, home: home)
      var request = NotificationRequest(text, tag: project.tag)
      if outcome != .destroyed {
        request.urgency = .critical
        request.expiry = .never
      }
      return request
    case .held(let project, let reason):
      var request = NotificationRequest(project.heldText(reason, home: home), tag: project.tag)
      request.expiry = .never
      return request
    case .changed(let project, let action):
      var request = NotificationRequest(
        project.changedText(by: action, at: now), tag: project.tag + "-change")
      if action == .cancel {
        let resume = ActionKey(project: project.id, generation: project.generation, action: .resume)
        request.actions = [.init(key: resume.text, label: "Resume")]
      }
      return request
    case .refused(let project, let action, let refusal):
      return NotificationRequest(
        project.refusedText(action, because: refusal), tag: project.tag + "-change")
    case .changedTogether(let projects, let refused):
      return NotificationRequest(projects.extendedText(refused: refused, at: now), tag: "together-change")
    case .notDone(let words):
      return NotificationRequest(
        NotificationText(summary: "Nothing was changed", body: words), tag: "not-done")
    case .sleep(let projects):
      return NotificationRequest(projects.sleepText(at: moment, policy: policy), tag: "sleep")
    case .clockDoubted(let doubt):
      var request = NotificationRequest(doubt.text(at: now), tag: Self.clockTag)
      request.urgency = .critical
      request.expiry = .never
      return request
    case .clockBelieved: return NotificationRequest(ClockDoubt.believedText, tag: Self.clockTag)
    case .settings(let words):
      return NotificationRequest(
        NotificationText(summary: "Settings were not taken over", body: words), tag: Self.settingsTag)
    }
  }
}

extension Project {
  /// What identifies its notification: a later one takes the place of an earlier one.
  var tag: String { Self.tag(of: id) }

  static func tag(of id: Project.ID) -> String { "project-\(id.number)" }
}

extension NotificationRequest {
  init(_ text: NotificationText, tag: String) {
    self.init(tag: tag, summary: text.summary, body: text.body)
  }
}
