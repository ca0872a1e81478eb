import DBus

/// The menu at one moment; see the interface `com.canonical.dbusmenu`.
struct MenuSheet: Hashable {
  static let interfaceName: InterfaceName = "com.canonical.dbusmenu"
  static let path: ObjectPath = "/MenuBar"

  /// Grows with every change.
  var revision: UInt32
  /// The lines by number, 0 being the menu itself.
  var nodes: [Int32: MenuNode]

  /// The type of a line with those below it, `(ia{sv}av)`.
  static let layoutType = ValueType.structure([.int32, .options, .array(.variant)])
  /// The type of a line with its properties alone, `(ia{sv})`.
  static let itemType = ValueType.structure([.int32, .options])

  /// A line and so many levels below it, all of them below 0; nil if there is no such line.
  func layout(of number: Int32, depth: Int32, properties names: Set<String>) -> Value? {
    guard let node = nodes[number] else { return nil }
    let children: [Value] =
      depth == 0
      ? []
      : node.children.compactMap { child in
        layout(of: child, depth: depth < 0 ? depth : depth - 1, properties: names).map { .variant($0) }
      }
    return .structure([.int32(number), node.values(names), .array(children, of: .variant)])
  }

  /// The properties of these lines, of all if none are named; those that there are not are left out.
  func items(_ numbers: [Int32], properties names: Set<String>) -> Value {
    // A number asked for over and over is answered once.
    let wanted = numbers.isEmpty ? nodes.keys.sorted() : Set(numbers).sorted()
    let items: [Value] = wanted.compactMap { number in
      nodes[number].map { .structure([.int32(number), $0.values(names)]) }
    }
    return .array(items, of: Self.itemType)
  }
}
