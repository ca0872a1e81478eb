import DBus

/// What differs between two moments of a menu, as hosts are told.
struct MenuChange: Hashable {
  /// The line below which lines came, went or moved; nil if none did.
  var changedBelow: Int32?
  /// New values of lines that stay, by number.
  var updated: [Int32: [String: Value]] = [:]
  /// Properties that lines which stay have no longer.
  var removed: [Int32: [String]] = [:]

  init(from old: [Int32: MenuNode], to new: [Int32: MenuNode]) {
    var parents: [Int32] = []
    for (number, node) in new {
      guard let before = old[number] else { continue }
      if node.children != before.children { parents.append(number) }
      let values = node.properties.filter { before.properties[$0.key] != $0.value }
      let names = before.properties.keys.filter { node.properties[$0] == nil }
      if !values.isEmpty { updated[number] = values }
      if !names.isEmpty { removed[number] = names.sorted() }
    }
    changedBelow = parents.count > 1 ? 0 : parents.first
  }

  /// The signals that tell it, in order.
  func signals(revision: UInt32) -> [(MemberName, [Value])] {
    var signals: [(MemberName, [Value])] = []
    if !updated.isEmpty || !removed.isEmpty {
      let values: [Value] = updated.sorted { $0.key < $1.key }.map {
        .structure([.int32($0.key), .options($0.value)])
      }
      let names: [Value] = removed.sorted { $0.key < $1.key }.map {
        .structure([.int32($0.key), .strings($0.value)])
      }
      signals.append(
        (
          "ItemsPropertiesUpdated",
          [.array(values, of: MenuSheet.itemType), .array(names, of: .structure([.int32, .array(.string)]))]
        ))
    }
    if let changedBelow {
      signals.append(("LayoutUpdated", [.uint32(revision), .int32(changedBelow)]))
    }
    return signals
  }
}
