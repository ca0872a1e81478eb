import Deadlines
import Notifications
import RemoteControl

extension Announcer {
  /// Hears of clicks, and of servers that come, go and hold back, for as long as it runs.
  func listen() async {
    for await event in screen.events {
      switch event {
      case .actionInvoked(let tag, NotificationRequest.defaultActionKey):
        decisions.forget(tag)
        memory?.forget(tag)
        book.add(.showAgain(tag: tag))
      case .actionInvoked(let tag, let key):
        if case .log(let project)? = ShowKey(text: key), decisions.press(tag) {
          showLog(of: project, under: tag)
          continue
        }
        decisions.forget(tag)
        memory?.forget(tag)
        if ShowKey(text: key) != .failures { noteEndingClosed(tag) }
        await obey(key, under: tag)
      case .closed(let tag, _):
        memory?.forget(tag)
        noteClosed(tag)
      case .tookOver(let tags): book.add(.takeOver(tags: tags))
      case .inhibitionChanged(let isInhibited):
        isServerInhibited = isInhibited
        tellScheduleOfPauses()
        if !isInhibited { book.add(.retell) }
      case .serverChanged(let state):
        switch state {
        case .present, .activatable:
          loseScreen()
          isServerInhibited = false
          mailbox.post(.schedule(.serverCame))
          // To the schedule a server that comes has no mode yet, but our pause goes on.
          if isPaused { tellScheduleOfPauses() }
          book.add(.retell)
          publication.notificationsAvailable(true)
        case .absent, .unresponsive:
          publication.notificationsAvailable(false)
          loseScreen()
          mailbox.post(.schedule(.serverWent))
        }
      }
    }
  }
}
