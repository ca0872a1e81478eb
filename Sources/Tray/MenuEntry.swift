/// One line of the menu.
public struct MenuEntry: Hashable, Sendable {
  /// What kind of line it is.
  public indirect enum Kind: Hashable, Sendable {
    /// One that can be picked.
    case item
    /// A rule between others; those at an end, or beside another, are left out.
    case separator
    /// One with a check mark, set or not; picking it changes nothing by itself.
    case check(Bool)
    /// One that opens a menu of its own.
    case submenu([MenuEntry])
  }

  /// What is handed back when the user picks it; nil for one that only tells something.
  public var key: String?
  /// Its text, plain.
  public var label: String
  /// Whether it can be picked; otherwise hosts show it greyed.
  public var isEnabled: Bool
  /// What kind of line it is.
  public var kind: Kind
  /// What it stands for, over redraws, such as `project/7/extend/900`; no two lines of a menu should share one.
  ///
  /// A host may click a line long after it drew it. One whose identity, key and kind are the same counts as the line
  /// that was drawn; any other is new, and clicks meant for the one before are refused.
  public var identity: String
  /// The name of an installed icon to show beside it.
  public var iconName: String?

  /// Makes a line.
  public init(
    _ label: String, identity: String, key: String? = nil, isEnabled: Bool = true, kind: Kind = .item,
    iconName: String? = nil
  ) {
    self.key = key
    self.label = label
    self.isEnabled = isEnabled
    self.kind = kind
    self.identity = identity
    self.iconName = iconName
  }

  /// A rule between others.
  public static func separator(_ identity: String) -> MenuEntry {
    MenuEntry("", identity: identity, isEnabled: false, kind: .separator)
  }
}
