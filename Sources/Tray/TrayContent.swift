/// Everything that a tray shows at one moment.
public struct TrayContent: Hashable, Sendable {
  /// What is seen in the panel.
  public var face: TrayFace
  /// What the menu offers.
  public var menu: [MenuEntry]

  /// Makes a content.
  public init(face: TrayFace, menu: [MenuEntry]) {
    self.face = face
    self.menu = menu
  }
}
