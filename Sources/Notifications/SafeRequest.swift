/// A request that was checked and whose text is fit to be sent.
struct SafeRequest: Hashable, Sendable {
  private(set) var request: NotificationRequest

  /// Replaces what cannot be sent and cuts what is too long.
  ///
  /// - Throws: What is wrong with keys, labels or the summary: those are not mended, since libnotify drops an
  ///   action with an empty key without a word, and a key must come back as it was given.
  init(_ request: NotificationRequest) throws(RequestFault) {
    guard request.actions.count <= NotificationRequest.maximumActions else {
      throw .tooManyActions(request.actions.count)
    }
    var keys: Set<String> = [NotificationRequest.defaultActionKey]
    for action in request.actions {
      guard !action.key.isEmpty, action.key.utf8.count <= TextBound.key,
        action.key.unicodeScalars.allSatisfy({ $0.isSafe && $0 != "\n" }), keys.insert(action.key).inserted
      else { throw .actionKey(action.key) }
    }
    var safe = request
    safe.summary = request.summary.safeLine(within: TextBound.summary)
    guard safe.summary.contains(where: { !$0.isWhitespace }) else { throw .emptySummary }
    safe.body = request.body.safeLines(within: TextBound.body)
    safe.bodyWithoutActions = request.bodyWithoutActions?.safeLines(within: TextBound.body)
    for index in safe.actions.indices {
      safe.actions[index].label = safe.actions[index].label.safeLine(within: TextBound.label)
      safe.actions[index].shortLabel = safe.actions[index].shortLabel.flatMap(\.nonEmptyName)
      guard !safe.actions[index].label.isEmpty else { throw .emptyLabel(key: safe.actions[index].key) }
    }
    safe.defaultActionLabel = safe.defaultActionLabel.flatMap(\.nonEmptyName)
    safe.closeLabel = safe.closeLabel.flatMap(\.nonEmptyName)
    safe.category = safe.category.flatMap(\.nonEmptyName)
    safe.icon = safe.icon.flatMap(\.nonEmptyName)
    safe.sound = safe.sound.flatMap(\.nonEmptyName)
    safe.progress = safe.progress.map { min(max($0, 0), 100) }
    self.request = safe
  }
}

extension String {
  fileprivate var nonEmptyName: String? {
    isEmpty ? nil : safeLine(within: TextBound.name)
  }
}
