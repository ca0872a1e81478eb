internal import CNotify

/// Shows notifications and hears what becomes of them; used on the GLib thread only.
///
/// Only what the current server shows is known here: popups of a former one are forgotten together with their
/// callbacks, because the next server counts its ids from the start again.
final class NotificationDesk {
  private struct Showing {
    /// Nil for one that an earlier process left up.
    var popup: Popup?
    var number: Int
    /// The server's number for it.
    var id: UInt32
  }

  private let application: NotifyingApplication
  private let watch: ServerWatch
  private let report: @Sendable (NotificationEvent) -> Void
  private var showings: [String: Showing] = [:]
  private var lastNumber = 0
  private var leftBehind: LeftBehind?
  /// Answered or closed; libnotify may still be in their callbacks.
  private var retired: [Popup] = []

  init(
    _ application: NotifyingApplication, watch: ServerWatch, leftBehind: LeftBehind? = nil,
    report: @escaping @Sendable (NotificationEvent) -> Void
  ) {
    self.application = application
    self.watch = watch
    self.report = report
    self.leftBehind = leftBehind
    watch.onOwnerChange = { [weak self] in self?.showings.removeAll() }
    watch.onServerFound = { [weak self] in self?.takeOver(from: $0) }
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
      try showing.popup?.show()
    } catch {
      throw watch.failure(for: error, within: .seconds(25))
    }
    // The server may have been replaced since it was asked; then nobody knows which one took it.
    guard !watch.refresh() else { throw .serverReplaced }
    var shown = showing
    shown.id = showing.popup?.id ?? 0
    // The specification never gives it, so nothing is up that could be seen, answered or taken down.
    guard shown.id != 0 else { throw .rejected("the server numbered it 0") }
    showings[tag] = shown
    let isInhibited: Bool
    do {
      isInhibited = try watch.isInhibited()
    } catch {
      takeDown(tag)
      throw error
    }
    guard !isInhibited else { throw .inhibited }
    return Accepted(id: shown.id, hasActions: !content.actions.isEmpty, server: watch.identity)
  }

  private func prepare(_ content: PopupContent, tag: String) throws(NotificationFailure) -> Showing {
    guard let popup = Popup(content, replacing: showings[tag]?.id) else {
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
    return Showing(popup: popup, number: number, id: 0)
  }

  /// Reports the one event that ends a showing; nothing for one that has ended or was replaced.
  private func end(_ tag: String, _ number: Int, with event: (Popup) -> NotificationEvent) {
    guard let showing = showings[tag], showing.number == number, let popup = showing.popup else { return }
    showings[tag] = nil
    retired.append(popup)
    report(event(popup))
    runLater { [weak self] in self?.clearRetired() }
  }

  private func clearRetired() {
    // mako and LXQt leave an answered popup up, where it could be pressed again.
    for popup in retired { popup.close() }
    retired.removeAll()
  }

  private func takeDown(_ tag: String) {
    guard let showing = showings.removeValue(forKey: tag) else { return }
    if let popup = showing.popup { popup.close() } else { watch.closeNotification(showing.id) }
  }

  /// The first server that answers is the one that shows what was left behind, or that is gone.
  ///
  /// Nobody can be asked whether a popup is still up: one that was closed while no process of ours lived comes up once
  /// more when it is changed in place. A button that does nothing would be worse.
  private func takeOver(from server: ServerIdentity?) {
    guard let left = leftBehind else { return }
    leftBehind = nil
    let isSame = left.server == server
    if isSame {
      for (tag, id) in left.popups where showings[tag] == nil && id != 0 {
        showings[tag] = Showing(popup: nil, number: 0, id: id)
      }
    }
    report(.tookOver(tags: isSame ? left.popups.keys.sorted() : []))
  }
}
