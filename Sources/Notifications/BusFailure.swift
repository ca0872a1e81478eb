internal import CNotify

/// Why a call over the bus brought no answer.
enum BusFailure: Error, Hashable {
  /// Nobody is there under that name.
  case noOwner
  /// No answer in time.
  case timedOut
  /// There is no bus, or it is gone.
  case disconnected
  /// The other side answered with an error.
  case refused(String)

  /// Reads an error of GLib and frees it.
  init(taking error: UnsafeMutablePointer<GError>?) {
    guard let error else {
      self = .refused("unknown error")
      return
    }
    defer { g_error_free(error) }
    let code = error.pointee.code
    let isFromBus = error.pointee.domain == g_dbus_error_quark()
    if isFromBus, BusFailure.noOwnerCodes.contains(code) {
      self = .noOwner
    } else if isFromBus ? BusFailure.timeOutCodes.contains(code) : code == gint(G_IO_ERROR_TIMED_OUT.rawValue)
    {
      self = .timedOut
    } else if g_dbus_error_is_remote_error(error) != 0 {
      self = .refused(BusFailure.remoteText(of: error))
    } else {
      self = .disconnected
    }
  }

  private static let noOwnerCodes = [G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_SERVICE_UNKNOWN]
    .map { gint($0.rawValue) }
  private static let timeOutCodes = [G_DBUS_ERROR_NO_REPLY, G_DBUS_ERROR_TIMEOUT, G_DBUS_ERROR_TIMED_OUT]
    .map { gint($0.rawValue) }

  private static func remoteText(of error: UnsafeMutablePointer<GError>) -> String {
    let name = g_dbus_error_get_remote_error(error)
    defer { g_free(name) }
    g_dbus_error_strip_remote_error(error)
    let message = String(cString: error.pointee.message)
    return name.map { "\(String(cString: $0)): \(message)" } ?? message
  }
}
