/// The look of the tray icon: a ring that empties clockwise from twelve o'clock.
public struct Ring: Hashable, Sendable {
  /// How near the next deadline is.
  public enum Colour: String, Hashable, Sendable, CaseIterable {
    /// There is much time left.
    case green
    /// It is time to think of it.
    case yellow
    /// It is about to happen.
    case red
    /// Nothing has a deadline.
    case grey
  }

  /// What stands in the middle.
  public enum Badge: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// An exclamation mark: the user has to look.
    case attention
    /// Two bars: notifications are paused.
    case paused
  }

  /// How many of ``steps`` are left, from 0 to all.
  public let filled: Int
  /// The colour of what is left, and of the badge.
  public let colour: Colour
  /// What stands in the middle.
  public let badge: Badge

  /// How many steps a full ring has, those of a clock face.
  public static let steps = 12
  /// The sizes in pixels that panels have.
  public static let sizes = [16, 22, 24, 32, 48, 64]

  /// Makes a look; a number of steps out of range is taken for the nearest that is not.
  public init(filled: Int, colour: Colour, badge: Badge = .none) {
    self.filled = min(max(filled, 0), Self.steps)
    self.colour = colour
    self.badge = badge
  }

  /// The name of the installed icon that looks like this, such as `…KillallTofu-ring-green-07` or
  /// `…KillallTofu-ring-red-00-attention`.
  public var iconName: String {
    let step = (filled < 10 ? "0" : "") + String(filled)
    let name = "io.github.killallgit.KillallTofu-ring-\(colour.rawValue)-\(step)"
    return badge == .none ? name : name + "-" + badge.rawValue
  }

  /// Every look that has an installed icon; the others, seen for an hour at the most, are drawn alone.
  public static let looks: [Ring] =
    [Ring(filled: 0, colour: .grey), Ring(filled: 0, colour: .red)]
    + [Colour.green, .yellow, .red].flatMap { colour in
      (1...steps).map { Ring(filled: $0, colour: colour) }
    } + [Ring(filled: steps, colour: .red, badge: .attention)]
}
