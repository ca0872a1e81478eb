import CDBus
import Glibc

/// The descriptors libdbus wants watched on one connection.
///
/// Not sendable: libdbus calls back only while the bus thread is inside one of its functions. The callbacks hold
/// the connection's lock, so they do nothing but keep this list.
final class WatchList {
  private var watches: [OpaquePointer] = []

  /// Lets libdbus keep this list; it must outlive `connection` or be detached first.
  func attach(to connection: OpaquePointer) -> Bool {
    dbus_connection_set_watch_functions(
      connection,
      { watch, list in
        guard let watch, let list else { return 0 }
        Unmanaged<WatchList>.fromOpaque(list).takeUnretainedValue().watches.append(watch)
        return 1
      },
      { watch, list in
        guard let watch, let list else { return }
        Unmanaged<WatchList>.fromOpaque(list).takeUnretainedValue().watches.removeAll { $0 == watch }
      },
      // Whether a watch is enabled is asked for at every poll.
      { _, _ in }, Unmanaged.passUnretained(self).toOpaque(), nil) != 0
  }

  /// What to poll now, and for which watch.
  private var enabled: [(watch: OpaquePointer, entry: pollfd)] {
    watches.filter { dbus_watch_get_enabled($0) != 0 }.map { watch in
      let flags = dbus_watch_get_flags(watch)
      var events: Int32 = 0
      if flags & DBUS_WATCH_READABLE.rawValue != 0 { events |= POLLIN }
      if flags & DBUS_WATCH_WRITABLE.rawValue != 0 { events |= POLLOUT }
      return (watch, pollfd(fd: dbus_watch_get_unix_fd(watch), events: Int16(events), revents: 0))
    }
  }

  /// Sleeps until a watch or `wakeup` is ready or `milliseconds` have passed (-1: for ever), then lets libdbus
  /// read and write.
  func wait(orFor wakeup: Int32, milliseconds: Int32) {
    let polled = enabled
    var entries = polled.map(\.entry) + [pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0)]
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return }
    for (watch, entry) in zip(polled.map(\.watch), entries) where entry.revents != 0 {
      // Handling one watch may have removed another.
      guard watches.contains(watch) else { continue }
      dbus_watch_handle(watch, conditions(Int32(entry.revents)))
      if Int32(entry.events) & POLLIN != 0 { readOn(watch, entry.fd) }
    }
  }

  /// How often libdbus is let read in a row: it takes 2 KiB at a time, and a large message is to come in whole before
  /// anything else is looked at.
  private static let readsInARow = 64

  /// Lets libdbus read while there is something to read and it wants to.
  private func readOn(_ watch: OpaquePointer, _ descriptor: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    for _ in 1..<Self.readsInARow {
      guard watches.contains(watch), dbus_watch_get_enabled(watch) != 0, poll(&entry, 1, 0) > 0,
        Int32(entry.revents) == POLLIN
      else { return }
      dbus_watch_handle(watch, DBUS_WATCH_READABLE.rawValue)
    }
  }
}

private func conditions(_ events: Int32) -> UInt32 {
  var flags: UInt32 = 0
  if events & POLLIN != 0 { flags |= DBUS_WATCH_READABLE.rawValue }
  if events & POLLOUT != 0 { flags |= DBUS_WATCH_WRITABLE.rawValue }
  if events & (POLLERR | POLLNVAL) != 0 { flags |= DBUS_WATCH_ERROR.rawValue }
  if events & POLLHUP != 0 { flags |= DBUS_WATCH_HANGUP.rawValue }
  return flags
}
