/// Why something asked of the bus was not done.
public enum BusError: Error, Hashable, Sendable {
  /// What a text was meant to be; see the D-Bus specification, "Valid Names" and "Type System".
  public enum Syntax: String, Sendable {
    /// Slash-separated elements of `[A-Za-z0-9_]`, such as `/a/b`.
    case objectPath = "object path"
    /// Two or more dot-separated elements, such as `org.example.Door`.
    case interfaceName = "interface name"
    /// One element, such as `Open`.
    case memberName = "member name"
    /// A unique name such as `:1.7`, or a well-known one such as `org.example.House`.
    case busName = "bus name"
    /// A sequence of complete types, such as `a{sv}`.
    case signature = "signature"
    /// Text without NUL.
    case string = "string"
    /// Where a bus listens, such as `unix:path=/run/user/1000/bus`.
    case address = "address"
  }

  /// A text breaks the rules for what it was meant to be; it never reached the bus.
  case malformed(Syntax, String)
  /// An element of an array or dictionary has another type than the container was declared to hold.
  case mismatched(Value, expected: ValueType)
  /// Values are nested deeper than ``Value/deepest``.
  case tooDeep
  /// A message would be larger than the bytes allowed.
  case tooLarge(limit: Int)
  /// A message lacks a header field that its kind needs, or names what only libdbus may name.
  case incomplete(Message.Kind)
  /// No bus is known or none answers at the address; the detail comes from the system.
  case unreachable(address: String, detail: String)
  /// The connection to the bus is gone, or was closed by us.
  case disconnected
  /// No answer came in the time allowed.
  case timedOut(Duration)
  /// The task that asked was cancelled.
  case cancelled
  /// The peer, or the bus itself, answered with an error.
  case refused(MethodError)
  /// An answer came that has other types than its method declares.
  case unexpectedReply(String)
}

/// An error as it travels over the bus: a name for programs and a text for people.
public struct MethodError: Error, Hashable, Sendable {
  /// What kind of error it is.
  public var name: ErrorName
  /// One line for people; may be empty.
  public var message: String

  /// Makes an error to answer a call with.
  public init(_ name: ErrorName, _ message: String) {
    self.name = name
    self.message = message
  }
}

extension MethodError {
  /// The arguments have the wrong types or impossible values.
  public static func invalidArguments(_ message: String) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.InvalidArgs", message)
  }

  /// The method exists but cannot do its work here.
  public static func notSupported(_ message: String) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.NotSupported", message)
  }

  /// Something went wrong that has no name of its own.
  public static func failed(_ message: String) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.Failed", message)
  }

  /// A peer has more calls waiting than it may have.
  public static func limitsExceeded(_ message: String) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.LimitsExceeded", message)
  }

  static func unknownObject(_ path: ObjectPath) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.UnknownObject", "There is no object at \(path)")
  }

  static func unknownInterface(_ name: String, at path: ObjectPath) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.UnknownInterface", "\(path) has no interface \(name)")
  }

  static func unknownMethod(_ member: MemberName, at path: ObjectPath) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.UnknownMethod", "\(path) has no method \(member) there")
  }

  static func unknownProperty(_ name: String, at path: ObjectPath) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.UnknownProperty", "\(path) has no property \(name) there")
  }

  static func readOnly(_ name: String) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.PropertyReadOnly", "The property \(name) cannot be set")
  }
}
