import DBus

/// One line of the menu as hosts see it; see the dbusmenu interface, "Item properties".
struct MenuNode: Hashable {
  var properties: [String: Value]
  var children: [Int32] = []
  /// What is handed back at a click.
  var key: String?
  var isEnabled = true

  /// The invisible line that holds all others.
  static func root(_ children: [Int32]) -> MenuNode {
    MenuNode(properties: ["children-display": .string("submenu")], children: children)
  }

  /// - Parameter children: those of a submenu.
  init(_ entry: MenuEntry, children: [Int32]) {
    // A submenu without lines would open as an empty frame.
    isEnabled = entry.isEnabled && !(entry.kind.isSubmenu && children.isEmpty)
    key = entry.kind.canBePicked ? entry.key : nil
    self.children = children
    // Plasma 5 keeps the value it had where a default is left out, so what may change is always said.
    properties = [
      "label": .string(entry.label.menuLabel), "enabled": .bool(isEnabled), "visible": .bool(true),
      "type": .string(entry.kind == .separator ? "separator" : "standard"),
    ]
    if let icon = entry.iconName, !icon.isEmpty {
      properties["icon-name"] = .string(icon.onOneLine(upTo: 255))
    }
    if case .check(let isOn) = entry.kind {
      properties["toggle-type"] = .string("checkmark")
      properties["toggle-state"] = .int32(isOn ? 1 : 0)
    }
    if !children.isEmpty { properties["children-display"] = .string("submenu") }
  }

  private init(properties: [String: Value], children: [Int32]) {
    self.properties = properties
    self.children = children
  }

  /// The properties asked for by name, all if none are named, as `a{sv}`.
  func values(_ names: Set<String>) -> Value {
    .options(names.isEmpty ? properties : properties.filter { names.contains($0.key) })
  }
}

extension MenuEntry.Kind {
  var isSubmenu: Bool { if case .submenu = self { true } else { false } }

  var canBePicked: Bool {
    switch self {
    case .item, .check: true
    case .separator, .submenu: false
    }
  }
}
