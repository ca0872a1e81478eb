/// What one server is sent for a request: text in its dialect, and only what it can show.
struct PopupContent: Hashable {
  enum Hint: Hashable {
    case text(String)
    case number(Int32)
    case flag(Bool)
  }

  var summary: String
  var body: String
  var icon: String?
  var urgency: NotificationRequest.Urgency
  var category: String?
  /// In milliseconds; -1: as the server likes, 0: never, the longest that the field holds being 24 days.
  var timeout: Int32
  var actions: [NotificationRequest.Action]
  var hints: [String: Hint]

  init(_ safe: SafeRequest, for server: NotificationServer, from application: NotifyingApplication) {
    let request = safe.request
    let showsActions = server.offersActions && !server.hidesActions
    let plainBody = showsActions ? request.body : request.bodyWithoutActions ?? request.body
    summary = request.summary
    body = server.readsMarkup ? plainBody.escapedForMarkup : plainBody
    icon = request.icon ?? application.icon
    urgency = request.urgency
    category = request.category
    timeout =
      switch request.expiry {
      case .server: -1
      case .never: server.crashesOnNever ? .max : 0
      // 0 would be never, and what the field cannot hold is cut to a day.
      case .after(let time):
        Int32(clamping: min(max(.seconds(1), time), .seconds(86_400)).components.seconds * 1_000)
      }
    actions = server.offersActions ? request.actions : []
    if server.hasNarrowButtons {
      for place in actions.indices {
        actions[place].label = actions[place].shortLabel ?? actions[place].label
      }
    }
    if server.pressesTheOnlyButton, actions.count == 1,
      let label = request.defaultActionLabel ?? request.closeLabel
    {
      actions.append(.init(key: NotificationRequest.defaultActionKey, label: label))
    }
    if server.offersActions, !server.drawsDefaultAction, let label = request.defaultActionLabel {
      actions.insert(.init(key: NotificationRequest.defaultActionKey, label: label), at: 0)
    }
    hints = application.id.isEmpty ? [:] : ["desktop-entry": .text(application.id)]
    hints["sound-name"] = request.isSilent ? nil : request.sound.map(Hint.text)
    hints["suppress-sound"] = request.isSilent ? .flag(true) : nil
    // What a process that was killed left up under the same tag gives way to it, also where nobody remembers its number.
    if server.stacksByTag { hints["x-dunst-stack-tag"] = .text(request.tag.safeLine(within: TextBound.key)) }
    let progress = server.drawsNothingBesideProgress ? nil : request.progress
    hints["value"] = progress.map { .number(Int32(clamping: $0)) }
    // xfce4-notifyd takes any value of this hint, false included, for yes.
    hints["transient"] = request.isTransient ? .flag(true) : nil
  }
}
