import Deadlines
import Notifications
import Settings

// What asks for a decision comes back after a look at the log, which takes it down on every server.

extension Announcer {
  /// Opens the log that a notification offers, and has that shown once more.
  func showLog(of project: Project.ID, under tag: String) {
    // A server may press by itself whatever it is shown: no window is to open with every such press.
    if !resting.contains(.decision(tag: tag)) { mailbox.post(.showLog(project)) }
    book.add(.showDecision(tag: tag))
  }

  /// Shows once more what was to be decided under the tag, now or when it has rested.
  func showDecisionCalmly(_ tag: String) async {
    guard mayBeDone(.decision(tag: tag)) else { return }
    // Something else may have been told there, or taken down, since.
    guard var request = decisions.takePressed(tag) else { return }
    request.isSilent = true
    let isUp: Bool
    if let news = standing[tag] ?? endings[.failed]?.apart.first(where: { $0.project.tag == tag })?.news {
      // As it is by now; what a server does not take at the moment is kept.
      isUp = await show(news, isSilent: true)
    } else {
      memory?.prepareAgain(tag)
      let accepted = settings.policy.notificationsEnabled ? try? await screen.show(request, .anew) : nil
      isUp = accepted != nil
    }
    guard !isUp else { return }
    memory?.forget(tag)
    noteEndingClosed(tag)
  }
}
