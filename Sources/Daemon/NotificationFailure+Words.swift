import Notifications
import Wording

extension NotificationFailure {
  /// Why it was not shown, for a log.
  var words: String {
    switch self {
    case .serverAbsent: "there is no notification server"
    case .timedOut(let limit): "the notification server did not answer within \(limit.words)"
    case .inhibited: "the notification server holds it back"
    case .rejected(let text): "the notification server refused it: \(text.oneLine)"
    case .serverReplaced: "the notification server was replaced meanwhile"
    case .notShown(let tag): "nothing is up under \(tag) that could be changed"
    case .invalid(let fault): "it cannot be shown as it is: \(fault)"
    case .stopped: "notifications are stopped"
    case .cancelled: "it is not wanted any more"
    }
  }
}
