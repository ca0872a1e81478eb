import DBus

/// The transient unit of one teardown: a scope, because only that takes in a process which runs already and has
/// inherited descriptors; see systemd.scope(5).
struct TeardownScope: Hashable, Sendable {
  /// The supervisor's process.
  var process: UInt32
  /// Name of the execution folder, which no other execution has.
  var folder: String

  /// The unit's name, which systemd-escape(1) can turn back into the folder's.
  var unit: String { "killall-tofu-\(escaped(folder)).scope" }

  /// The unit's properties, `a(sv)`, as `StartTransientUnit` takes them.
  ///
  /// Stopped, it does what Ctrl-C does and waits as long as the teardown takes: the supervisor ignores the signal, and
  /// the command and its children get it once.
  var properties: Value {
    let properties: [(String, Value)] = [
      ("PIDs", .array([.uint32(process)], of: .uint32)),
      ("Description", .string("Killall-Tofu: the teardown \(folder)")),
      ("KillSignal", .int32(2)),
      ("SendSIGKILL", .bool(false)),
      ("TimeoutStopUSec", .uint64(.max)),
      ("CollectMode", .string("inactive-or-failed")),
    ]
    return .array(
      properties.map { .structure([.string($0), .variant($1)]) }, of: .structure([.string, .variant]))
  }
}

/// Escapes `text` as systemd.unit(5) has it under "String Escaping for Inclusion in Unit Names".
private func escaped(_ text: String) -> String {
  text.utf8.enumerated().map { place, byte in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: ":"), UInt8(ascii: "_"):
      String(UnicodeScalar(byte))
    case UInt8(ascii: ".") where place > 0: "."
    case UInt8(ascii: "/"): "-"
    default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }.joined()
}
