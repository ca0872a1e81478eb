import Deadlines
import Notifications
import Wording

// Buttons of news, and how a text becomes a notification.

extension Project {
  /// A button that opens its project file, where its user is to look at that.
  var reviewButton: NotificationRequest.Action? {
    guard holdReason == .untrusted, let consent = file?.consent else { return nil }
    switch consent {
    case .unasked, .changed, .moved, .restored, .differs:
      return NotificationRequest.Action(key: ShowKey.file(id).text, label: ButtonText.review)
    case .allowed, .denied, .unsafe, .gone, .unseen: return nil
    }
  }

  /// A button that opens the log of its last teardown.
  var logButton: NotificationRequest.Action {
    NotificationRequest.Action(key: ShowKey.log(id).text, label: ButtonText.showLog)
  }

  /// A button that extends it by what is offered.
  func extendButton(_ offer: ExtensionOffer) -> NotificationRequest.Action {
    button(.extend(by: offer.duration), offer.label, short: offer.shortLabel)
  }

  /// A button that does this to the project as it is now, and to no later one.
  func button(_ action: UserAction, _ label: String, short: String? = nil) -> NotificationRequest.Action {
    NotificationRequest.Action(
      key: ActionKey(project: id, generation: generation, action: action).text, label: label,
      shortLabel: short)
  }
}

extension NotificationRequest {
  init(_ text: NotificationText, tag: String) {
    self.init(tag: tag, summary: text.summary, body: text.body)
    closeLabel = ButtonText.close
  }

  /// It asks for its user's attention, and stays until it has it.
  mutating func presses() {
    urgency = .critical
    expiry = .never
  }
}
