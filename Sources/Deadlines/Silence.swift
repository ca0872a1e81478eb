/// Why nobody could be warned; stored as its raw value.
public enum Silence: String, Sendable, CaseIterable {
  /// There is no notification server, and the bus cannot start one.
  case noServer = "no_server"
  /// The server did not accept the warning, or did not answer.
  case refused
  /// Notifications are paused, by the user or by the server's own mode.
  case paused
  /// The settings switch notifications off.
  case disabled
}
