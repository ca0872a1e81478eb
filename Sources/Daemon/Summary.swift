import Deadlines
import Notifications
import Settings
import Wording

/// One notification that stands for the warnings of several projects.
struct Summary: Hashable {
  /// What identifies it on the screen.
  var tag: String
  /// The warnings it stands for, what is due first at the front.
  var warnings: [Deadlines.Warning]

  /// The notification, with one button to extend them all and one to show each by itself; of one project that is left,
  /// its own warning.
  func request(
    at now: Timestamp, settings: Settings, home: String?, briefings: [Project.ID: Briefing] = [:],
    staysUp: Bool = false
  ) -> NotificationRequest {
    if warnings.count == 1, let left = warnings.first {
      var request = left.request(
        at: now, settings: settings, home: home, briefing: briefings[left.project.id] ?? Briefing(),
        staysUp: staysUp)
      request.tag = tag
      return request
    }
    let text = warnings.text(at: now, canAct: true, briefings: briefings)
    let isPressing = warnings.contains { warning in warning.due.map { $0 - now <= .minutes(5) } ?? true }
    return NotificationRequest(
      tag: tag, summary: text.summary, body: text.body,
      bodyWithoutActions: warnings.text(at: now, canAct: false, briefings: briefings).body,
      actions: actions(at: now, settings),
      defaultActionLabel: ButtonText.showAgain, urgency: isPressing ? .critical : .normal,
      expiry: isPressing || staysUp ? .never : .server, category: News.category("warning"),
      sound: settings.sound)
  }

  private func actions(at now: Timestamp, _ settings: Settings) -> [NotificationRequest.Action] {
    let show = NotificationRequest.Action(key: TogetherKey(warnings, .show).text, label: ButtonText.show)
    let choice = settings.extendChoices.prefix(2).last ?? .hours(1)
    // Who cannot be extended by that much is not promised to be.
    let extendable = warnings.filter {
      $0.project.extensions(of: [choice], at: now, policy: settings.policy) == [ExtensionOffer(choice)]
    }
    guard !extendable.isEmpty else { return [show] }
    let label = ExtensionOffer(choice).label(forAll: extendable.count, of: warnings.count)
    return [
      NotificationRequest.Action(key: TogetherKey(extendable, .extend(by: choice)).text, label: label), show,
    ]
  }
}
