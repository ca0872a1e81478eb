import CDBus

/// One private connection of libdbus, closed with this value; used by the bus thread alone.
struct ConnectionHandle: ~Copyable {
  private let raw: OpaquePointer
  /// What libdbus wants watched on this connection.
  let watches: WatchList

  /// While messages of so many bytes came and were not looked at, nothing more is read: a flood waits at the bus.
  ///
  /// There is no limit for a single message but that of the bus. libdbus knows no other way than to end the connection
  /// when a larger one comes, so that anybody could throw us off the bus; what is too large is not copied instead, see
  /// ``ReadingBudget``.
  private static let mostBytesHeld = 4 << 20
  /// All that Linux passes in one go: a message with more than is taken here would end the connection.
  private static let mostDescriptorsAtOnce = 253
  /// While so many came and were not looked at, nothing more is read: a flood must leave the process descriptors for
  /// its own work, and libdbus would take 4,096.
  private static let mostDescriptorsHeld = 64

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
    dbus_connection_set_max_received_size(raw, mostBytesHeld)
    dbus_connection_set_max_message_unix_fds(raw, mostDescriptorsAtOnce)
    dbus_connection_set_max_received_unix_fds(raw, mostDescriptorsHeld)
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

  /// The bytes that wait for the bus to take them.
  var unsentBytes: Int { dbus_connection_get_outgoing_size(raw) }

  /// Queues a checked message and gives its serial.
  ///
  /// - Throws: `BusError.disconnected` when the connection is gone, or memory or descriptors run out;
  ///   `descriptorsNotCarried`.
  func send(_ message: Message) throws(BusError) -> UInt32 {
    guard isConnected, let handle = MessageHandle.make(message) else { throw .disconnected }
    if dbus_message_contains_unix_fds(handle.raw) != 0,
      dbus_connection_can_send_type(raw, ValueType.descriptor.code) == 0
    {
      throw .descriptorsNotCarried
    }
    var serial: dbus_uint32_t = 0
    guard dbus_connection_send(raw, handle.raw, &serial) != 0 else { throw .disconnected }
    return serial
  }

  /// Takes the next message that has come in, nil if there is none.
  ///
  /// Popping instead of dispatching leaves every answer to us; libdbus would answer some calls itself.
  func receive() -> MessageHandle? {
    dbus_connection_pop_message(raw).map { MessageHandle(adopting: $0) }
  }
}
