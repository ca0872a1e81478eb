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
  /// A message would be larger than the bytes allowed, or an answer would take more memory.
  case tooLarge(limit: Int)
  /// A message would carry more open files than the number allowed.
  case tooManyDescriptors(limit: Int)
  /// The way to this bus carries no open files: it is no UNIX socket, or the bus is too old.
  case descriptorsNotCarried
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
