import CDBus

/// A client that is none of ours: libdbus by hand, as the programs of others have it.
///
/// Our own takes no message beyond 1 MiB, which an answer that lists thousands of projects is.
struct PlainClient {
  private let bus: String

  /// Speaks to the bus at an address.
  init(bus: String) {
    self.bus = bus
  }

  /// How many objects the owner of `name` lists, asked over a connection of its own; blocks for half a minute at most.
  func managedObjects(of name: String) throws(LiveError) -> Int {
    guard let connection = dbus_connection_open_private(bus, nil) else { throw .noBus(bus) }
    defer {
      dbus_connection_close(connection)
      dbus_connection_unref(connection)
    }
    dbus_connection_set_exit_on_disconnect(connection, 0)
    guard dbus_bus_register(connection, nil) != 0,
      let question = dbus_message_new_method_call(
        name, "/io/github/killallgit/KillallTofu1", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects")
    else { throw .noBus(bus) }
    defer { dbus_message_unref(question) }
    guard let answer = dbus_connection_send_with_reply_and_block(connection, question, 30_000, nil) else {
      throw .missing(1, of: 1, log: "GetManagedObjects was not answered")
    }
    defer { dbus_message_unref(answer) }
    var iterator = DBusMessageIter()
    guard dbus_message_iter_init(answer, &iterator) != 0 else { return 0 }
    return Int(dbus_message_iter_get_element_count(&iterator))
  }
}
