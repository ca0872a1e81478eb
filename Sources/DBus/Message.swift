/// A message on the bus, as a value; see the D-Bus specification, "Message Format".
public struct Message: Hashable, Sendable {
  /// What a message is for.
  public enum Kind: Int32, Sendable {
    /// Asks an object to do something.
    case methodCall = 1
    /// Answers a call that went well.
    case methodReturn = 2
    /// Answers a call that did not.
    case error = 3
    /// Tells whoever listens.
    case signal = 4
  }

  /// What the message is for.
  public var kind: Kind
  /// The object called, or the one that speaks.
  public var path: ObjectPath?
  /// The interface of the method or signal.
  public var interface: InterfaceName?
  /// The method or signal.
  public var member: MemberName?
  /// Which error; only in errors.
  public var errorName: ErrorName?
  /// The unique name of the connection that sent it, filled in by the bus.
  public var sender: BusName?
  /// Whom it is for; nil for signals to everybody.
  public var destination: BusName?
  /// The number its sender gave it, 0 before it is sent.
  public var serial: UInt32 = 0
  /// The serial of the call that this one answers.
  public var replySerial: UInt32?
  /// Whether the caller wants no answer.
  public var noReply = false
  /// Whether the bus must not start a service to deliver this.
  public var noAutoStart = false
  /// The arguments.
  public var body: [Value]

  /// Makes a call of `member` on the object at `path` of `destination`.
  public static func call(
    _ member: MemberName, of interface: InterfaceName?, at path: ObjectPath, on destination: BusName?,
    _ body: [Value] = []
  ) -> Message {
    Message(
      kind: .methodCall, path: path, interface: interface, member: member, destination: destination,
      body: body)
  }

  /// Makes a signal of the object at `path`.
  public static func signal(
    _ member: MemberName, of interface: InterfaceName, at path: ObjectPath, to destination: BusName? = nil,
    _ body: [Value] = []
  ) -> Message {
    Message(
      kind: .signal, path: path, interface: interface, member: member, destination: destination, body: body)
  }

  /// Makes the answer to `call`.
  public static func reply(to call: Message, _ body: [Value] = []) -> Message {
    Message(kind: .methodReturn, destination: call.sender, replySerial: call.serial, body: body)
  }

  /// Makes the answer to a `call` that failed; NUL in the text is dropped.
  public static func error(_ error: MethodError, to call: Message) -> Message {
    var text = error.message
    text.unicodeScalars.removeAll { $0 == "\0" }
    return Message(
      kind: .error, errorName: error.name, destination: call.sender, replySerial: call.serial,
      body: [.string(text)])
  }

  /// Finds whatever would make libdbus abort or the bus hang up on us.
  ///
  /// - Throws: `BusError.incomplete` for header fields, and what `[Value].check()` throws for the body.
  func check() throws(BusError) {
    let complete =
      switch kind {
      case .methodCall: path != nil && member != nil
      case .signal: path != nil && member != nil && interface != nil
      case .methodReturn: (replySerial ?? 0) != 0
      case .error: (replySerial ?? 0) != 0 && errorName != nil
      }
    // Whoever sends these is disconnected by the bus: libdbus keeps them for messages to itself.
    let isReserved =
      path?.text == "/org/freedesktop/DBus/Local" || interface?.text == "org.freedesktop.DBus.Local"
    guard complete, !isReserved else { throw .incomplete(kind) }
    try body.check()
  }

  /// The error this message carries; nil for other kinds.
  var carriedError: MethodError? {
    guard kind == .error, let errorName else { return nil }
    return MethodError(errorName, body.first?.string ?? "")
  }
}
