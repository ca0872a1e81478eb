/// How a server tells that it holds notifications back ("do not disturb").
struct Inhibition {
  // Plasma's property, proposed for the specification, and dunst's own; others do not tell over this path.
  private static let known = [
    Inhibition(interface: "org.freedesktop.Notifications", property: "Inhibited"),
    Inhibition(interface: "org.dunstproject.cmd0", property: "paused"),
  ]

  private var interface: String
  private var property: String
  /// What it last told.
  var wasOn = false

  /// The way that the server at `owner` knows; nil if it knows none.
  static func told(by owner: String, on bus: SessionBus) throws(BusFailure) -> Inhibition? {
    for var inhibition in known {
      if let isOn = try inhibition.isOn(at: owner, on: bus) {
        inhibition.wasOn = isOn
        return inhibition
      }
    }
    return nil
  }

  /// Asks the server; nil if it does not tell this way.
  func isOn(at owner: String, on bus: SessionBus) throws(BusFailure) -> Bool? {
    try bus.flag(of: owner, path: ServerWatch.path, interface: interface, property: property)
  }

  /// Calls `react` whenever the server says that it may have changed.
  func follow(_ owner: String, on bus: SessionBus, _ react: @escaping () -> Void) -> UInt32 {
    bus.onPropertyChange(of: owner, path: ServerWatch.path, interface: interface, react)
  }
}
