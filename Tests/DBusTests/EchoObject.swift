import DBus

let echoPath: ObjectPath = "/org/example/Echo"
let echoName: InterfaceName = "org.example.Echo"

/// An object that gives back the variant it is given.
let echoObject = ExportedObject([
  Interface(
    echoName,
    methods: [
      .init("Echo", takes: [.init("value", .variant)], returns: [.init("same", .variant)]) { values, _ in
        values
      },
      .init("Fail", takes: [.init("text", .string)]) { values, _ throws(MethodError) in
        throw MethodError("org.example.Error.Sad", "\0" + (values[0].string ?? ""))
      },
      .init("Lie", returns: [.init("number", .int32)]) { _, _ in [.string("no number")] },
      .init("BadText", returns: [.init("text", .string)]) { _, _ in [.string("a\0b")] },
      .init("WhoAmI", returns: [.init("name", .string)]) { _, context in
        [.string(context.sender?.text ?? "")]
      },
    ],
    properties: [
      .init("Colour", .string) { .string("red") },
      .init("Size", .uint32, change: .constant) { .uint32(7) },
    ],
    signals: [.init("Heard", [.init("text", .string)])])
])

extension Connection {
  /// Sends a value to the echo of `other` and gives what comes back.
  func echo(_ value: Value, by other: Connection) async throws -> Value? {
    try await call("Echo", of: echoName, at: echoPath, on: other.uniqueName, [.variant(value)]).first?.unboxed
  }

  /// Waits until `other` has done all that was asked of it before.
  func ping(_ other: Connection) async throws {
    _ = try await call("Ping", of: "org.freedesktop.DBus.Peer", at: "/", on: other.uniqueName)
  }
}

/// The error a call is answered with, nil if it goes well.
func refusal(_ call: () async throws(BusError) -> [Value]) async throws(BusError) -> MethodError? {
  do {
    _ = try await call()
    return nil
  } catch .refused(let error) {
    return error
  }
}
