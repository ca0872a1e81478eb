import CDBus

/// One private connection of libdbus, closed with this value; used by the bus thread alone.
struct ConnectionHandle: ~Copyable {
  private let raw: OpaquePointer
  /// What libdbus wants watched on this connection.
  let watches: WatchList

  /// The largest message taken from a peer; the connection ends when a larger one comes.
  static let largestMessage = 1 << 20

  private init(adopting raw: OpaquePointer, _ watches: WatchList) {
    self.raw = raw
    self.watches = watches
  }

  deinit {
    dbus_connection_set_watch_functions(raw, nil, nil, nil, nil, nil)
    dbus_connection_close(raw)
    dbus_connection_unref(raw)
  }

  /// Connects to the bus at `address`, without waiting for it to know us.
  ///
  /// - Throws: `BusError.unreachable` if nothing listens there.
  static func open(_ address: String) throws(BusError) -> ConnectionHandle {
    dbus_threads_init_default()
    var failure = DBusError()
    dbus_error_init(&failure)
    defer { dbus_error_free(&failure) }
    guard let raw = dbus_connection_open_private(address, &failure) else {
      throw .unreachable(address: address, detail: copied(failure.message) ?? "no memory")
    }
    // Otherwise libdbus ends the process when the bus goes away.
    dbus_connection_set_exit_on_disconnect(raw, 0)
    dbus_connection_set_max_message_size(raw, largestMessage)
    let handle = ConnectionHandle(adopting: raw, WatchList())
    guard handle.watches.attach(to: raw) else {
      throw .unreachable(address: address, detail: "no memory")
    }
    return handle
  }

  /// Whether the socket is still open.
  var isConnected: Bool { dbus_connection_get_is_connected(raw) != 0 }

  /// Whether messages wait for the bus to take them.
  var hasUnsent: Bool { dbus_connection_has_messages_to_send(raw) != 0 }

  /// Queues a checked message; its serial, or nil when memory runs out or the connection is gone.
  func send(_ message: Message) -> UInt32? {
    guard isConnected, let handle = MessageHandle.make(message) else { return nil }
    var serial: dbus_uint32_t = 0
    return dbus_connection_send(raw, handle.raw, &serial) == 0 ? nil : serial
  }

  /// Takes the next message that has come in, nil if there is none.
  ///
  /// Popping instead of dispatching leaves every answer to us; libdbus would answer some calls itself.
  func receive() -> MessageHandle? {
    dbus_connection_pop_message(raw).map { MessageHandle(adopting: $0) }
  }
}
