internal import CNotify

/// One showing of a notification: a `NotifyNotification` that is never shown twice.
///
/// It must be released outside of its own callbacks, and lives until then even if the server closed it.
final class Popup {
  private let pointer: UnsafeMutablePointer<NotifyNotification>
  private var closedHandler: gulong = 0

  /// Prepares a showing, in the place of the one with the server's number `replaced`.
  init?(_ content: PopupContent, replacing replaced: UInt32?) {
    guard let pointer = notify_notification_new(content.summary, content.body, content.icon) else {
      return nil
    }
    self.pointer = pointer
    if let replaced { setID(replaced) }
    notify_notification_set_timeout(pointer, content.timeout)
    notify_notification_set_urgency(pointer, content.urgency.code)
    if let category = content.category { notify_notification_set_category(pointer, category) }
    for (key, hint) in content.hints {
      notify_notification_set_hint(pointer, key, hint.variant)
    }
  }

  deinit {
    if closedHandler != 0 { g_signal_handler_disconnect(pointer, closedHandler) }
    g_object_unref(pointer)
  }

  /// The server's number for it; 0 before it was shown and after it was closed.
  var id: UInt32 {
    var value = GValue()
    g_object_get_property(object, "id", &value)
    defer { g_value_unset(&value) }
    return UInt32(bitPattern: g_value_get_int(&value))
  }

  /// Why the server closed it; nil while it is up.
  var closedReason: ClosedReason? {
    let code = notify_notification_get_closed_reason(pointer)
    return code == NOTIFY_CLOSED_REASON_UNSET.rawValue ? nil : ClosedReason(code: Int(code))
  }

  /// Adds a button, or the default action.
  func add(_ action: NotificationRequest.Action, _ react: @escaping () -> Void) {
    notify_notification_add_action(
      pointer, action.key, action.label, { Callback.run($2) }, Callback(react).retained(), Callback.release)
  }

  /// Calls `react` when the server closes it.
  func onClosed(_ react: @escaping () -> Void) {
    let handler: @convention(c) (OpaquePointer?, gpointer?) -> Void = { Callback.run($1) }
    closedHandler = g_signal_connect_data(
      pointer, "closed", unsafeBitCast(handler, to: GCallback.self), Callback(react).retained(),
      { data, _ in Callback.release(data) }, GConnectFlags(rawValue: 0))
  }

  /// Sends it; blocks up to 25 s while the server does not answer.
  func show() throws(BusFailure) {
    var error: UnsafeMutablePointer<GError>?
    guard notify_notification_show(pointer, &error) != 0 else { throw BusFailure(taking: error) }
  }

  /// Takes it down unless it is down already; blocks up to 25 s while the server does not answer.
  func close() {
    guard closedReason == nil, id != 0 else { return }
    // An error means that the server does not know it any more, or is gone: either way it is down.
    notify_notification_close(pointer, nil)
  }

  private var object: UnsafeMutablePointer<GObject> {
    UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: GObject.self)
  }

  private func setID(_ id: UInt32) {
    var value = GValue()
    // Reading gives the value its type, which has no name outside of C macros.
    g_object_get_property(object, "id", &value)
    g_value_set_int(&value, Int32(bitPattern: id))
    g_object_set_property(object, "id", &value)
    g_value_unset(&value)
  }
}

extension NotificationRequest.Urgency {
  fileprivate var code: NotifyUrgency {
    switch self {
    case .low: NOTIFY_URGENCY_LOW
    case .normal: NOTIFY_URGENCY_NORMAL
    case .critical: NOTIFY_URGENCY_CRITICAL
    }
  }
}

extension PopupContent.Hint {
  fileprivate var variant: OpaquePointer? {
    switch self {
    case .text(let text): g_variant_new_string(text)
    case .number(let number): g_variant_new_int32(number)
    case .flag(let flag): g_variant_new_boolean(flag ? 1 : 0)
    }
  }
}
