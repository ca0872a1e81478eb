/// A value that has a usual form, in which nearly all of them are.
protocol Usual: Hashable, Sendable {
  /// That form.
  static var usual: Self { get }
}

/// A value that is nearly always the usual one, and takes up a single word then.
///
/// Copies share its room until one of them is changed.
struct Rarely<Value: Usual>: Hashable, Sendable {
  private final class Room: Sendable {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }
  }

  private var room: Room?

  /// Whether it is the usual value.
  var isUsual: Bool { room == nil }

  /// The value.
  var value: Value {
    _read {
      if let room { yield room.value } else { yield Value.usual }
    }
    _modify {
      var changed = room?.value ?? .usual
      defer { room = changed == .usual ? nil : Room(changed) }
      yield &changed
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.room === right.room || left.value == right.value
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}
