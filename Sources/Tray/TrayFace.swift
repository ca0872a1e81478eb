/// What a tray shows of itself before anybody opens its menu.
public struct TrayFace: Hashable, Sendable {
  /// How much an item wants to be seen; see the StatusNotifierItem specification, "Status".
  public enum Status: String, Hashable, Sendable {
    /// Nothing goes on; most hosts hide the icon among others.
    case passive = "Passive"
    /// Something goes on.
    case active = "Active"
    /// The user has to look; some hosts blink or bring the icon out of hiding.
    case needsAttention = "NeedsAttention"
  }

  /// What the item is called, in plain text.
  public var title: String
  /// How much it wants to be seen.
  public var status: Status
  /// The icon.
  public var picture: TrayPicture
  /// The first line of the tool tip, in plain text; hosts print it bold.
  public var toolTipTitle: String
  /// What follows in the tool tip, in plain text; lines are parted by `\n`.
  public var toolTipBody: String

  /// Makes a face.
  public init(
    title: String, status: Status, picture: TrayPicture, toolTipTitle: String = "", toolTipBody: String = ""
  ) {
    self.title = title
    self.status = status
    self.picture = picture
    self.toolTipTitle = toolTipTitle
    self.toolTipBody = toolTipBody
  }
}
