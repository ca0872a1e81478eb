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

  /// The caller may not do this.
  public static func accessDenied(_ message: String) -> MethodError {
    MethodError("org.freedesktop.DBus.Error.AccessDenied", message)
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
