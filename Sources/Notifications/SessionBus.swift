internal import CNotify

/// The process's connection to the session bus, as far as notifications need it; used on one GLib thread only.
///
/// Calls block that thread, each for at most ``callLimit`` milliseconds. They cannot be cancelled: GDBus leaks the
/// connection when a cancellation and an answer cross, and then hands out the dead one for ever.
final class SessionBus {
  static let callLimit: Int32 = 2_000
  private static let activationLimit: Int32 = 20_000

  private let connection: OpaquePointer
  private var subscriptions: [guint] = []
  private var closedHandler: gulong = 0

  private init(adopting connection: OpaquePointer) {
    self.connection = connection
  }

  deinit {
    for subscription in subscriptions { g_dbus_connection_signal_unsubscribe(connection, subscription) }
    if closedHandler != 0 { g_signal_handler_disconnect(UnsafeMutableRawPointer(connection), closedHandler) }
    g_object_unref(UnsafeMutableRawPointer(connection))
  }

  /// Connects to the bus that the environment names.
  static func open() throws(BusFailure) -> SessionBus {
    var error: UnsafeMutablePointer<GError>?
    guard let connection = g_bus_get_sync(G_BUS_TYPE_SESSION, nil, &error) else {
      throw BusFailure(taking: error)
    }
    // By default GDBus ends the whole process with SIGTERM when the bus goes away.
    g_dbus_connection_set_exit_on_close(connection, 0)
    let bus = SessionBus(adopting: connection)
    guard g_dbus_connection_is_closed(connection) == 0 else { throw .disconnected }
    return bus
  }

  /// Calls `react` once when the connection is lost.
  func onClosed(_ react: @escaping () -> Void) {
    let handler: @convention(c) (OpaquePointer?, gboolean, OpaquePointer?, gpointer?) -> Void = {
      Callback.run($3)
    }
    closedHandler = g_signal_connect_data(
      UnsafeMutableRawPointer(connection), "closed", unsafeBitCast(handler, to: GCallback.self),
      Callback(react).retained(), { data, _ in Callback.release(data) }, GConnectFlags(rawValue: 0))
  }

  /// Calls `react` whenever the owner of `name` changes.
  ///
  /// A plain subscription: `g_bus_watch_name` has calls of its own under way, which keep the connection, and with it
  /// GLib's idea of the session bus, alive for ever when the loop ends before their answers come.
  func onOwnerChange(of name: String, _ react: @escaping () -> Void) {
    subscribe(
      "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameOwnerChanged", name, react
    )
  }

  /// Calls `react` whenever `sender` says that properties of `interface` changed, until that id is given back.
  func onPropertyChange(of sender: String, path: String, interface: String, _ react: @escaping () -> Void)
    -> UInt32
  {
    subscribe(sender, path, "org.freedesktop.DBus.Properties", "PropertiesChanged", interface, react)
  }

  /// Ends a subscription.
  func unsubscribe(_ subscription: UInt32) {
    subscriptions.removeAll { $0 == subscription }
    g_dbus_connection_signal_unsubscribe(connection, subscription)
  }

  /// The unique name behind `name`; nil if nobody owns it.
  func owner(of name: String) throws(BusFailure) -> String? {
    do {
      return try callBus("GetNameOwner", [g_variant_new_string(name)]).strings.first
    } catch .noOwner {
      return nil
    }
  }

  /// The id of the bus itself; another bus, started later at the same address, has another.
  func busID() throws(BusFailure) -> String? {
    try callBus("GetId", []).strings.first
  }

  /// Has a server take down the popup with its number `id`, whoever had it shown.
  func closeNotification(_ id: UInt32, at owner: String) throws(BusFailure) {
    _ = try call(
      owner, ServerWatch.path, ServerWatch.name, "CloseNotification", [g_variant_new_uint32(id)],
      limit: SessionBus.callLimit)
  }

  /// Whether the bus can start an owner of `name`.
  func canStart(_ name: String) throws(BusFailure) -> Bool {
    try callBus("ListActivatableNames", []).strings.contains(name)
  }

  /// Asks the bus to start an owner of `name`, which is there when this returns.
  func start(_ name: String) throws(BusFailure) {
    _ = try callBus(
      "StartServiceByName", [g_variant_new_string(name), g_variant_new_uint32(0)],
      limit: SessionBus.activationLimit)
  }

  /// The strings in the answer of a method without arguments.
  func strings(
    from destination: String, path: String, interface: String, method: String
  ) throws(BusFailure) -> [String] {
    try call(destination, path, interface, method, [], limit: SessionBus.callLimit).strings
  }

  /// A boolean property; nil if the peer has none of this name.
  func flag(
    of destination: String, path: String, interface: String, property: String
  ) throws(BusFailure) -> Bool? {
    let names = [g_variant_new_string(interface), g_variant_new_string(property)]
    do {
      let properties = "org.freedesktop.DBus.Properties"
      return try call(destination, path, properties, "Get", names, limit: SessionBus.callLimit).flag
    } catch .refused {
      return nil
    }
  }

  @discardableResult
  private func subscribe(
    _ sender: String, _ path: String, _ interface: String, _ signal: String, _ firstArgument: String,
    _ react: @escaping () -> Void
  ) -> UInt32 {
    let subscription = g_dbus_connection_signal_subscribe(
      connection, sender, interface, signal, path, firstArgument, G_DBUS_SIGNAL_FLAGS_NONE,
      { Callback.run($6) }, Callback(react).retained(), Callback.release)
    subscriptions.append(subscription)
    return subscription
  }

  private func callBus(
    _ method: String, _ arguments: [OpaquePointer?], limit: Int32 = SessionBus.callLimit
  ) throws(BusFailure) -> BusReply {
    let bus = "org.freedesktop.DBus"
    return try call(bus, "/org/freedesktop/DBus", bus, method, arguments, limit: limit)
  }

  private func call(
    _ destination: String, _ path: String, _ interface: String, _ method: String,
    _ arguments: [OpaquePointer?], limit: Int32
  ) throws(BusFailure) -> BusReply {
    var arguments = arguments
    let body = g_variant_new_tuple(&arguments, gsize(arguments.count))
    var error: UnsafeMutablePointer<GError>?
    let reply = g_dbus_connection_call_sync(
      connection, destination, path, interface, method, body, nil, G_DBUS_CALL_FLAGS_NO_AUTO_START, limit,
      nil, &error)
    guard let reply else { throw BusFailure(taking: error) }
    return BusReply(adopting: reply)
  }
}
