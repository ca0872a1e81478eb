/// What happened to a tray.
public enum TrayEvent: Hashable, Sendable {
  /// Whether the icon can be seen: a watcher took the item, and a host that draws icons is there.
  ///
  /// False at first, and told only when it changes.
  case available(Bool)
  /// The user picked the menu entry with this key.
  case picked(key: String)
  /// The user picked an entry that the menu no longer held; nothing must be done, though the user may be told why.
  case outdated(key: String)
  /// The icon was clicked with the left button, about there on the screen; hosts under Wayland tell no place.
  case activated(x: Int32, y: Int32)
  /// The icon was clicked with the middle button.
  case secondaryActivated
}
