import CDBus

/// One message of libdbus, owned; the pointer never leaves this file and the two that read and write bodies.
struct MessageHandle: ~Copyable {
  let raw: OpaquePointer

  /// Takes over the caller's reference.
  init(adopting raw: OpaquePointer) {
    self.raw = raw
  }

  deinit {
    dbus_message_unref(raw)
  }

  /// Puts a checked message into the form libdbus sends; nil when memory runs out.
  ///
  /// Every header field is valid by its type and the body has passed `check()`, so nothing here can abort.
  static func make(_ message: Message) -> MessageHandle? {
    guard let raw = dbus_message_new(message.kind.rawValue) else { return nil }
    let handle = MessageHandle(adopting: raw)
    var done = true
    if let path = message.path { done = dbus_message_set_path(raw, path.text) != 0 && done }
    if let name = message.interface { done = dbus_message_set_interface(raw, name.text) != 0 && done }
    if let name = message.member { done = dbus_message_set_member(raw, name.text) != 0 && done }
    if let name = message.errorName { done = dbus_message_set_error_name(raw, name.text) != 0 && done }
    if let name = message.destination { done = dbus_message_set_destination(raw, name.text) != 0 && done }
    if let serial = message.replySerial, serial != 0 {
      done = dbus_message_set_reply_serial(raw, serial) != 0 && done
    }
    dbus_message_set_no_reply(raw, message.noReply || message.kind != .methodCall ? 1 : 0)
    dbus_message_set_auto_start(raw, message.noAutoStart ? 0 : 1)
    guard done, handle.write(message.body) else { return nil }
    return handle
  }

  /// Copies out everything but the body; nil for a message of a kind this module does not know.
  func header() -> Message? {
    guard let kind = Message.Kind(rawValue: dbus_message_get_type(raw)) else { return nil }
    var message = Message(kind: kind, body: [])
    message.path = copied(dbus_message_get_path(raw)).flatMap { try? ObjectPath($0) }
    message.interface = copied(dbus_message_get_interface(raw)).flatMap { try? InterfaceName($0) }
    message.member = copied(dbus_message_get_member(raw)).flatMap { try? MemberName($0) }
    message.errorName = copied(dbus_message_get_error_name(raw)).flatMap { try? ErrorName($0) }
    message.sender = copied(dbus_message_get_sender(raw)).flatMap { try? BusName($0) }
    message.destination = copied(dbus_message_get_destination(raw)).flatMap { try? BusName($0) }
    message.serial = dbus_message_get_serial(raw)
    let replySerial = dbus_message_get_reply_serial(raw)
    message.replySerial = replySerial == 0 ? nil : replySerial
    message.noReply = dbus_message_get_no_reply(raw) != 0
    message.noAutoStart = dbus_message_get_auto_start(raw) == 0
    return message
  }

  /// Copies the body out.
  ///
  /// Calls and signals that carry open files are not read, nor answers with too many of them.
  func body(of kind: Message.Kind) -> Body {
    var budget = ReadingBudget(for: kind)
    if let values = read(&budget) { return .read(values, size: budget.used) }
    return budget.isExceeded ? .tooLarge(limit: budget.limit) : .strange
  }

  /// What came of reading a body.
  enum Body {
    /// The values, and the bytes of memory they take.
    case read([Value], size: Int)
    /// It would take more memory than the bytes allowed.
    case tooLarge(limit: Int)
    /// It holds what is not read: open files where none are taken, or too many.
    case strange
  }
}

/// Text that libdbus lends, copied; broken UTF-8 is mended, though libdbus lets none through.
func copied(_ text: UnsafePointer<CChar>?) -> String? {
  text.map { String(cString: $0) }
}
