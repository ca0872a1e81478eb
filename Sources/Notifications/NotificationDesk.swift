internal import CNotify

/// Shows notifications and hears what becomes of them; used on the GLib thread only.
///
/// Only what the current server shows is known here: popups of a former one are forgotten together with their
/// callbacks, because the next server counts its ids from the start again.
final class NotificationDesk {
  private struct Showing {
    var popup: Popup
    var number: Int
  }

  private let application: NotifyingApplication
  private let watch: ServerWatch
  private let report: @Sendable (NotificationEvent) -> Void
  private var showings: [String: Showing] = [:]
  private var lastNumber = 0
  /// Answered or closed; libnotify may still be in their callbacks.
  private var retired: [Popup] = []

  init(
    _ application: NotifyingApplication, watch: ServerWatch,
    report: @escaping @Sendable (NotificationEvent) -> Void
  ) {
    self.application = application
    self.watch = watch
    self.report = report
    watch.onOwnerChange = { [weak self] in self?.showings.removeAll() }
    watch.open()
  }

  /// Lets go of everything; what is up stays up, without callbacks.
  func close() {
    showings.removeAll()
    retired.removeAll()
    watch.close()
  }

  /// Shows `safe` and settles `answer`, unless nobody waits for that any more.
  func show(_ safe: SafeRequest, replacing: Replacement, _ answer: Answer<Accepted>) {
    guard !answer.isSettled else { return }
    do throws(NotificationFailure) {
      let (server, isNew) = try watch.reach()
      guard !isNew else {
        // Clicks on popups of the former server are dispatched first, while no number of theirs is in use again.
        runLater { [weak self] in self?.show(safe, replacing: replacing, answer) }
        return
      }
      let accepted = try show(safe, by: server, replacing: replacing) { answer.isSettled }
      if !answer.settle(.success(accepted)) { takeDown(safe.request.tag) }
    } catch {
      answer.settle(.failure(error))
    }
  }

  /// Takes down what is up under `tag`.
  func withdraw(_ tag: String) {
    _ = watch.refresh()
    takeDown(tag)
  }

  private func show(
    _ safe: SafeRequest, by server: NotificationServer, replacing: Replacement, isGivenUp: () -> Bool
  ) throws(NotificationFailure) -> Accepted {
    let tag = safe.request.tag
    if replacing == .update, showings[tag] == nil { throw .notShown(tag: tag) }
    if replacing == .anew {
      takeDown(tag)
      guard !isGivenUp() else { throw .cancelled }
    }
    let content = PopupContent(safe, for: server, from: application)
    let showing = try prepare(content, tag: tag)
    do {
      try showing.popup.show()
    } catch {
      throw watch.failure(for: error, within: .seconds(25))
    }
    // The server may have been replaced since it was asked; then nobody knows which one took it.
    guard !watch.refresh() else { throw .serverReplaced }
    showings[tag] = showing
    let isInhibited: Bool
    do {
      isInhibited = try watch.isInhibited()
    } catch {
      takeDown(tag)
      throw error
    }
    guard !isInhibited else { throw .inhibited }
    return Accepted(id: showing.popup.id, hasActions: !content.actions.isEmpty)
  }

  private func prepare(_ content: PopupContent, tag: String) throws(NotificationFailure) -> Showing {
    guard let popup = Popup(content, replacing: showings[tag]?.popup.id) else {
      throw .rejected("libnotify made no notification")
    }
    lastNumber += 1
    let number = lastNumber
    for action in content.actions {
      popup.add(action) { [weak self] in
        self?.end(tag, number) { _ in .actionInvoked(tag: tag, key: action.key) }
      }
    }
    popup.onClosed { [weak self] in
      self?.end(tag, number) { .closed(tag: tag, reason: $0.closedReason ?? .unknown) }
    }
    return Showing(popup: popup, number: number)
  }

  /// Reports the one event that ends a showing; nothing for one that has ended or was replaced.
  private func end(_ tag: String, _ number: Int, with event: (Popup) -> NotificationEvent) {
    guard let showing = showings[tag], showing.number == number else { return }
    showings[tag] = nil
    retired.append(showing.popup)
    report(event(showing.popup))
    runLater { [weak self] in self?.clearRetired() }
  }

  private func clearRetired() {
    // mako and LXQt leave an answered popup up, where it could be pressed again.
    for popup in retired { popup.close() }
    retired.removeAll()
  }

  private func takeDown(_ tag: String) {
    showings.removeValue(forKey: tag)?.popup.close()
  }
}
