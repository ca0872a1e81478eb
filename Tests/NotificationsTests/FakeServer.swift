import CNotify
import Glibc
import Synchronization
import Testing

/// A notification server that does what a test wants, or any other peer on the bus; with a connection of its own.
///
/// `@unchecked Sendable` is sound: a GDBusConnection may be used from any thread, the rest is behind a lock.
final class FakeServer: @unchecked Sendable {
  /// What it was asked to show or to close.
  enum Call: Hashable {
    case notify(id: UInt32, replacing: UInt32, summary: String, body: String, actions: [String])
    case close(id: UInt32)
  }

  struct Conduct {
    var capabilities = ["actions", "body", "body-markup"]
    /// Leaves `Notify` unanswered until ``answerNow()``.
    var isHung = false
    /// Answers nothing at all.
    var isSilent = false
    /// Answers `Notify` with this error.
    var error: String?
    /// Answers `Notify` with the number that is none.
    var numbersZero = false
    /// The property `Inhibited`; nil: it has none.
    var isInhibited: Bool?
  }

  let calls: AsyncStream<Call>
  private let callSink: AsyncStream<Call>.Continuation
  private let connection: OpaquePointer
  private let conduct: Mutex<Conduct>
  private let progress = Mutex((lastID: UInt32(0), client: "", unanswered: [@Sendable () -> Void]()))

  /// Connects, and takes the name of the service over from whoever has it, unless it is only a bystander.
  init(on desktop: Desktop, _ conduct: Conduct = Conduct(), isBystander: Bool = false) throws {
    self.conduct = Mutex(conduct)
    (calls, callSink) = AsyncStream.makeStream()
    let flags = GDBusConnectionFlags(
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT.rawValue
        | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION.rawValue)
    var error: UnsafeMutablePointer<GError>?
    let address = "unix:path=\(desktop.folder)/bus"
    connection = try #require(
      g_dbus_connection_new_for_address_sync(address, flags, nil, nil, &error),
      "\(error.map { String(cString: $0.pointee.message) } ?? "")")
    g_dbus_connection_add_filter(
      connection,
      { _, message, isIncoming, data in
        guard isIncoming != 0, let data, let message else { return message }
        let server = Unmanaged<FakeServer>.fromOpaque(data).takeUnretainedValue()
        guard server.takes(message) else { return message }
        g_object_unref(UnsafeMutableRawPointer(message))
        return nil
      }, Unmanaged.passRetained(self).toOpaque(),
      { data in if let data { Unmanaged<FakeServer>.fromOpaque(data).release() } })
    if !isBystander {
      // ALLOW_REPLACEMENT, REPLACE_EXISTING, DO_NOT_QUEUE
      ask("RequestName", "('org.freedesktop.Notifications', uint32 7)")
    }
  }

  /// Leaves the bus.
  func end() {
    g_dbus_connection_close_sync(connection, nil, nil)
    g_object_unref(UnsafeMutableRawPointer(connection))
  }

  /// Changes what it does from now on.
  func behave(_ change: (inout Conduct) -> Void) {
    conduct.withLock { change(&$0) }
  }

  /// Answers what was left unanswered.
  func answerNow() {
    let unanswered = progress.withLock { progress in
      defer { progress.unanswered = [] }
      return progress.unanswered
    }
    for answer in unanswered { answer() }
  }

  /// Says that a button was pressed; `client` also directs it to one peer, past everybody's match rules.
  func emitAction(_ id: UInt32, _ key: String, to client: String? = nil) {
    emit("org.freedesktop.Notifications", "ActionInvoked", "(uint32 \(id), '\(key)')", to: client)
  }

  /// Says that a popup is gone.
  func emitClosed(_ id: UInt32, reason: UInt32) {
    emit("org.freedesktop.Notifications", "NotificationClosed", "(uint32 \(id), uint32 \(reason))")
  }

  /// Says that the property `Inhibited` changed.
  func emitInhibitionChange() {
    let body = "('org.freedesktop.Notifications', @a{sv} {}, ['Inhibited'])"
    emit("org.freedesktop.DBus.Properties", "PropertiesChanged", body)
  }

  /// The unique name of the last peer that had something shown.
  var client: String { progress.withLock(\.client) }

  private static let path = "/org/freedesktop/Notifications"

  private func emit(_ interface: String, _ signal: String, _ body: String, to client: String? = nil) {
    g_dbus_connection_emit_signal(
      connection, client, FakeServer.path, interface, signal, g_variant_parse(nil, body, nil, nil, nil), nil)
    // The bus has passed the signal on when it answers this.
    ask("GetId", "()")
  }

  private func ask(_ method: String, _ body: String) {
    let bus = "org.freedesktop.DBus"
    let reply = g_dbus_connection_call_sync(
      connection, bus, "/org/freedesktop/DBus", bus, method, g_variant_parse(nil, body, nil, nil, nil), nil,
      G_DBUS_CALL_FLAGS_NONE, 2_000, nil, nil)
    if let reply { g_variant_unref(reply) }
  }

  /// Called on GDBus's own thread.
  private func takes(_ message: OpaquePointer) -> Bool {
    guard g_dbus_message_get_message_type(message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL,
      let member = g_dbus_message_get_member(message).map({ String(cString: $0) })
    else { return false }
    let conduct = conduct.withLock { $0 }
    guard !conduct.isSilent else { return true }
    let body = Arguments(g_dbus_message_get_body(message))
    switch member {
    case "GetServerInformation":
      reply(to: message, "('fake', 'nobody', '1', '1.2')")
    case "GetCapabilities":
      reply(to: message, "(@as \(conduct.capabilities),)")
    case "Get":
      if let isInhibited = conduct.isInhibited {
        reply(to: message, "(<\(isInhibited)>,)")
      } else {
        refuse(message, "org.freedesktop.DBus.Error.InvalidArgs")
      }
    case "CloseNotification":
      callSink.yield(.close(id: body.number(at: 0)))
      reply(to: message, "()")
    case "Notify":
      notify(message, body, conduct)
    default:
      refuse(message, "org.freedesktop.DBus.Error.UnknownMethod")
    }
    return true
  }

  private func notify(_ message: OpaquePointer, _ body: Arguments, _ conduct: Conduct) {
    if let error = conduct.error { return refuse(message, error) }
    let replaced = body.number(at: 1)
    let client = String(cString: g_dbus_message_get_sender(message))
    let id = progress.withLock { progress in
      progress.client = client
      if replaced == 0 { progress.lastID += 1 }
      return replaced == 0 ? progress.lastID : replaced
    }
    // Heard of last: who hears of it may rely on the rest.
    defer {
      callSink.yield(
        .notify(
          id: id, replacing: replaced, summary: body.text(at: 3), body: body.text(at: 4),
          actions: body.texts(at: 5)))
    }
    guard conduct.isHung else { return reply(to: message, "(uint32 \(conduct.numbersZero ? 0 : id),)") }
    nonisolated(unsafe) let kept = message
    g_object_ref(UnsafeMutableRawPointer(kept))
    progress.withLock {
      $0.unanswered.append { [self] in
        reply(to: kept, "(uint32 \(id),)")
        g_object_unref(UnsafeMutableRawPointer(kept))
      }
    }
  }

  private func reply(to message: OpaquePointer, _ body: String) {
    send(g_dbus_message_new_method_reply(message), body)
  }

  private func refuse(_ message: OpaquePointer, _ error: String) {
    send(g_dbus_message_new_method_error_literal(message, error, "not today"), nil)
  }

  private func send(_ reply: OpaquePointer?, _ body: String?) {
    guard let reply else { return }
    if let body { g_dbus_message_set_body(reply, g_variant_parse(nil, body, nil, nil, nil)) }
    g_dbus_connection_send_message(connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, nil, nil)
    g_object_unref(UnsafeMutableRawPointer(reply))
  }
}

/// The arguments of a call, by position.
private struct Arguments {
  private let tuple: OpaquePointer?

  init(_ tuple: OpaquePointer?) { self.tuple = tuple }

  func number(at index: Int) -> UInt32 { child(index) { g_variant_get_uint32($0) } }
  func text(at index: Int) -> String { child(index) { String(cString: g_variant_get_string($0, nil)) } }
  func texts(at index: Int) -> [String] {
    child(index) { list in
      let list = Arguments(list)
      return (0..<Int(g_variant_n_children(list.tuple))).map(list.text)
    }
  }

  private func child<Value>(_ index: Int, _ read: (OpaquePointer?) -> Value) -> Value {
    let child = g_variant_get_child_value(tuple, gsize(index))
    defer { g_variant_unref(child) }
    return read(child)
  }
}
