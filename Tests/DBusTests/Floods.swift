import DBus
import Synchronization

/// How far a flood has come.
final class Course: Sendable {
  let isOver = Atomic(false)
  let rounds = Atomic(0)
}

extension FloodTests.TooLarge {
  var value: Value {
    switch self {
    case .text: .string(String(repeating: "x", count: 3 << 20))
    case .hugeText: .string(String(repeating: "x", count: 24 << 20))
    case .bytes: .bytes([UInt8](repeating: 7, count: 1 << 17))
    case .variants: .array((0..<20_000).map { _ in .variant(.variant(.byte(1))) }, of: .variant)
    }
  }
}

extension FloodTests.Flood {
  var isLarge: Bool { self == .largeSignals || self == .largeCalls }
}
