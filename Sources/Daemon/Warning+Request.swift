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
    let text = text(at: now, home: home, canAct: true, briefing: briefing)
    let withoutActions = self.text(at: now, home: home, canAct: false, briefing: briefing)
    let isPressing = due.map { $0 - now <= .minutes(5) } ?? true
    let isPastDeadline = kind != .deadline
    return NotificationRequest(
      tag: project.tag, summary: text.summary, body: text.body, bodyWithoutActions: withoutActions.body,
      actions: actions(settings), defaultActionLabel: "Show again",
      urgency: isPressing || isPastDeadline ? .critical : .normal,
      expiry: isPressing || isPastDeadline || staysUp ? .never : .server, sound: settings.sound)
  }

  private func actions(_ settings: Settings) -> [NotificationRequest.Action] {
    let key = { (action: UserAction) in
      ActionKey(project: project.id, generation: project.generation, action: action).text
    }
    let extend = settings.extendChoices.prefix(NotificationRequest.maximumActions - 1).map { choice in
      NotificationRequest.Action(key: key(.extend(by: choice)), label: "Extend \(choice.label)")
    }
    return extend + [NotificationRequest.Action(key: key(.cancel), label: "Cancel")]
  }
}
