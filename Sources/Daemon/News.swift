import Deadlines
import Notifications
import ProjectStore
import RemoteControl
import Wording

/// Something the user is told that asks for no consent; unlike a warning, nothing waits for its being accepted.
enum News: Hashable, Sendable {
  /// A teardown began.
  case started(Project)
  /// These teardowns run; what began last at the front.
  case startedTogether([Project])
  /// A running teardown has destroyed so many resources, of so many where that is known.
  case progress(Project, done: Int, of: Int?)
  /// A teardown ended; with the last line that the command wrote.
  ///
  /// `notes` tell what went wrong beside it.
  case ended(Project, Outcome, lastLine: String?, notes: [String] = [])
  /// These teardowns ended, all well or all otherwise; what ended last at the front.
  case endedTogether([Ending])
  /// A running teardown has said nothing since then, for longer than it may.
  case silent(Project, since: Timestamp)
  /// A teardown that was asked to stop still runs.
  case stillRunning(Project)
  /// An attempt failed and another follows; with the last line that the command wrote.
  case attemptFailed(Project, Outcome, lastLine: String?)
  /// The project is held, for a reason that no warning tells.
  case held(Project, HoldReason)
  /// These projects are held, each for a reason that no warning tells; what became known last at the front.
  case heldTogether([Project])
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
  /// What the daemon has to read or to write has failed for long.
  case fileFails(StoreError, FileTroubleText.Need)
  /// It works again.
  case fileWorks(FileTroubleText.Need)
  /// The rows of these projects make no sense; what is new at the front.
  case damaged([DamagedRow])
  /// So many directories are watched, and the system allows no more.
  case watchesUsedUp(watched: Int, limit: Int)
  /// These project files cannot be taken, and no project comes from them.
  case filesRefused([RefusedFile])
  /// Several projects were extended at a click; the texts name those that were not, and why.
  case changedTogether([Project], refused: [String])
  /// These are the active projects.
  case overview([Project])
  /// There is no settings file at this path to be opened.
  case noSettings(String)
  /// A stranger has this name of ours on the bus; the text says who.
  case nameTaken(OwnName, NotificationText)
  /// The settings file cannot be used; the text says why.
  case settings(String)

  /// The notification that tells it, tuned to its kind; its text names what to type where no buttons are drawn.
  func request(at moment: Moment, policy: Policy, home: String?) -> NotificationRequest {
    var request = plainRequest(at: moment, policy: policy, home: home)
    request.category = category
    request.icon = icon
    if request.expiry == .server, let time = passes { request.expiry = .after(time) }
    if let hint = hint(policy, at: moment.wall) { request.bodyWithoutActions = "\(request.body)\n\(hint)" }
    return request
  }

  private func plainRequest(at moment: Moment, policy: Policy, home: String?) -> NotificationRequest {
    let now = moment.wall
    switch self {
    case .started(let project):
      return NotificationRequest(project.startedText(home: home), tag: tag)
    case .startedTogether(let projects):
      return NotificationRequest(startedText(projects), tag: tag)
    case .progress(let project, let done, let total):
      var request = NotificationRequest(
        project.progressText(done: done, of: total, at: now, home: home), tag: tag)
      if let total, total > 0 {
        request.progress = Int(100 * Double(min(max(done, 0), total)) / Double(total))
      }
      let stop = project.isAskedToStop ? [] : [project.button(.cancel, ButtonText.stop)]
      request.actions = stop + [project.logButton]
      // It stays as long as the teardown runs; whatever tells of its end takes its place. It changes once a second,
      // which must neither sound nor, on GNOME, bring a banner up each time.
      request.expiry = .never
      request.urgency = .low
      request.isSilent = true
      return request
    case .silent(let project, let since):
      var request = NotificationRequest(project.silentText(since: since, at: now, home: home), tag: tag)
      request.actions = [project.button(.cancel, ButtonText.stopIt), project.logButton]
      request.presses()
      return request
    case .stillRunning(let project):
      var request = NotificationRequest(project.stillRunningText(at: now, home: home), tag: tag)
      request.actions = [
        project.button(.kill, ButtonText.killIt, short: ButtonText.shortKillIt), project.logButton,
      ]
      request.presses()
      return request
    case .ended(let project, let outcome, let lastLine, let notes):
      let text = outcome.text(of: project, lastLine: lastLine, notes: notes, home: home)
      var request = NotificationRequest(text, tag: tag)
      if outcome != .destroyed { request.presses() }
      if project.status == .failed {
        request.actions = [
          project.button(.retry, ButtonText.retry, short: ButtonText.shortRetry), project.logButton,
        ]
      }
      return request
    case .endedTogether(let endings):
      guard endings.first?.kind == .failed else {
        return NotificationRequest(destroyedText(endings.map(\.project)), tag: tag)
      }
      var request = NotificationRequest(failedText(endings.map { ($0.project, $0.outcome) }), tag: tag)
      request.presses()
      request.actions = [NotificationRequest.Action(key: ShowKey.failures.text, label: ButtonText.show)]
      return request
    case .attemptFailed(let project, let outcome, let lastLine):
      let text = project.attemptFailedText(
        outcome, lastLine: lastLine, at: now, policy: policy.execution, home: home)
      var request = NotificationRequest(text, tag: tag)
      let offers = project.extensions(of: [.hours(1)], at: now, policy: policy)
      request.actions =
        offers.map(project.extendButton) + [
          project.button(.cancel, ButtonText.cancel, short: ButtonText.shortCancel)
        ]
      return request
    case .held(let project, let reason):
      var request = NotificationRequest(
        project.heldText(reason, home: home, at: now, policy: policy), tag: tag)
      request.actions = project.reviewButton.map { [$0] } ?? []
      request.expiry = .never
      return request
    case .heldTogether(let projects):
      var request = NotificationRequest(projects.heldText(home: home, at: now, policy: policy), tag: tag)
      request.expiry = .never
      return request
    case .changed(let project, let action):
      var request = NotificationRequest(
        project.changedText(by: action, at: now), tag: tag)
      if action == .cancel, project.status == .cancelled {
        request.actions = [project.button(.resume, ButtonText.resume)]
      }
      return request
    case .refused(let project, let action, let refusal):
      return NotificationRequest(project.refusedText(action, because: refusal), tag: tag)
    case .changedTogether(let projects, let refused):
      return NotificationRequest(projects.extendedText(refused: refused, at: now), tag: tag)
    case .notDone(let words):
      return NotificationRequest(
        .nothingChanged(because: words), tag: tag)
    case .sleep(let projects):
      return NotificationRequest(projects.sleepText(at: moment, policy: policy), tag: tag)
    case .clockDoubted(let doubt):
      var request = NotificationRequest(doubt.text(at: now), tag: tag)
      request.presses()
      return request
    case .clockBelieved: return NotificationRequest(ClockDoubt.believedText, tag: tag)
    case .fileFails(let error, let need):
      let text = FileTroubleText.failing(need, because: error.wordsOfDaemon)
      var request = NotificationRequest(text, tag: tag)
      request.presses()
      return request
    case .fileWorks(let need):
      return NotificationRequest(FileTroubleText.over(need), tag: tag)
    case .damaged(let rows):
      var request = NotificationRequest(DamageText.text(of: rows.map { $0.line(home: home) }), tag: tag)
      request.presses()
      return request
    case .watchesUsedUp(let watched, let limit):
      return NotificationRequest(WatchText.limitReached(watched: watched, limit: limit), tag: tag)
    case .filesRefused(let files):
      var request = NotificationRequest(files.text(home: home), tag: tag)
      request.expiry = .never
      return request
    case .overview(let projects):
      return NotificationRequest(projects.overviewText(at: now, policy: policy, home: home), tag: tag)
    case .noSettings(let path):
      return NotificationRequest(SettingsFileText.none(at: path, home: home), tag: tag)
    case .nameTaken(_, let text):
      var request = NotificationRequest(text, tag: tag)
      request.presses()
      return request
    case .settings(let words):
      return NotificationRequest(
        .settingsRefused(because: words), tag: tag)
    }
  }
}
