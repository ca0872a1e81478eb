import Foundation

/// A key that stands twice in one object of a JSON text.
///
/// Readers of JSON take the first, the last or none of its values (RFC 8259, section 4): which one was meant nobody knows.
struct RepeatedKey {
  /// The keys that lead to it, and itself, joined by dots.
  let place: String

  /// Looks through sound JSON; nil if no key is repeated.
  init?(in json: String) {
    var levels: [Level] = []
    var rest = Array(json.utf8)[...]
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "{"): levels.append(Level(isObject: true))
      case UInt8(ascii: "["): levels.append(Level(isObject: false))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
      case UInt8(ascii: ","): if let last = levels.indices.last { levels[last].expectKey() }
      case UInt8(ascii: "\""):
        let text = takeString(&rest)
        if let last = levels.indices.last, !levels[last].take(text) {
          place = levels.compactMap(\.key).joined(separator: ".")
          return
        }
        continue
      default: break
      }
      rest.removeFirst()
    }
    return nil
  }
}

/// An object or a list that has been begun.
private struct Level {
  private let isObject: Bool
  private var isAtKey: Bool
  private var keys: Set<String> = []
  /// The key whose value comes, or came last.
  private(set) var key: String?

  init(isObject: Bool) {
    self.isObject = isObject
    isAtKey = isObject
  }

  mutating func expectKey() { isAtKey = isObject }

  /// Takes a string, with its quotes; false if it is a key that was there before.
  mutating func take(_ string: ArraySlice<UInt8>) -> Bool {
    guard isAtKey else { return true }
    isAtKey = false
    let plain = String(decoding: string.dropFirst().dropLast(), as: UTF8.self)
    // `"\u0061"` is the key `a` as well.
    let name =
      string.contains(UInt8(ascii: "\\"))
      ? (try? JSONDecoder().decode(String.self, from: Data(string))) ?? plain : plain
    key = name
    return keys.insert(name).inserted
  }
}

/// Takes the string off that begins here, with its quotes.
private func takeString(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var end = rest.startIndex + 1
  while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
    end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
  }
  end = min(end + 1, rest.endIndex)
  defer { rest = rest[end...] }
  return rest[..<end]
}
