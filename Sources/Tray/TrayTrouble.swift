public import DBus

/// What keeps a tray from being seen, for the log.
public enum TrayTrouble: Hashable, Sendable {
  /// There is no bus; it is looked for again after so long.
  case noBus(BusError, again: Duration)
  /// A watcher did not take the item; it is asked again after so long.
  case notRegistered(by: BusName, BusError, again: Duration)
}
