import Deadlines
import Notifications
import Settings
import Wording

extension Deadlines.Warning {
  /// The notification that gives the warning: two ways to extend and Cancel, each good for this generation only.
  func request(
    at now: Timestamp, settings: Settings, home: String?, briefing: Briefing = Briefing(),
    staysUp: Bool = false
  ) -> NotificationRequest {
    let choices = settings.extendChoices.prefix(NotificationRequest.maximumActions - 1)
    let offers = project.extensions(of: choices, at: now, policy: settings.policy)
    let limit = project.limitWords(offers, policy: settings.policy).map { "\n\($0)" } ?? ""
    let text = text(at: now, home: home, canAct: true, briefing: briefing, offers: offers)
    let withoutActions = self.text(at: now, home: home, canAct: false, briefing: briefing, offers: offers)
    let isPressing = due.map { $0 - now <= .minutes(5) } ?? true
    let isPastDeadline = kind != .deadline
    return NotificationRequest(
      tag: project.tag, summary: text.summary, body: text.body + limit,
      bodyWithoutActions: withoutActions.body + limit,
      actions: actions(offers), defaultActionLabel: ButtonText.showAgain,
      urgency: isPressing || isPastDeadline ? .critical : .normal,
      expiry: isPressing || isPastDeadline || staysUp ? .never : .server,
      category: News.category("warning"), sound: settings.sound)
  }

  private func actions(_ offers: [ExtensionOffer]) -> [NotificationRequest.Action] {
    offers.map(project.extendButton) + [
      project.button(.cancel, ButtonText.cancel, short: ButtonText.shortCancel)
    ]
  }
}
