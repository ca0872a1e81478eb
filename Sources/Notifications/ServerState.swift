/// Whether there is somebody to show notifications.
public enum ServerState: Hashable, Sendable {
  /// Nobody, or no session bus at all.
  case absent
  /// Nobody yet, but the bus starts a server when one is needed.
  case activatable
  /// Somebody owns the name but does not answer; asked again from time to time.
  case unresponsive
  /// This server answers.
  case present(NotificationServer)
}

/// What a notification server says about itself.
public struct NotificationServer: Hashable, Sendable {
  /// The product, such as `dunst` or `gnome-shell`.
  public var name: String
  /// Who makes it.
  public var vendor: String
  /// Its version.
  public var version: String
  /// The optional features it has; section "Basic Design" and `GetCapabilities` of the specification.
  public var capabilities: Set<String>

  /// Makes a description; done by the module, and by tests of callers.
  public init(name: String, vendor: String, version: String, capabilities: Set<String>) {
    self.name = name
    self.vendor = vendor
    self.version = version
    self.capabilities = capabilities
  }

  /// Whether buttons can be pressed; without this, say in the text which command to type.
  public var offersActions: Bool { capabilities.contains("actions") }
  /// Whether the body is read as markup, so that plain text must be escaped.
  var readsMarkup: Bool { capabilities.contains("body-markup") }
}

extension ServerState: CustomStringConvertible {
  /// For a log: the product and version, or why there is none.
  public var description: String {
    switch self {
    case .absent: "absent"
    case .activatable: "started when needed"
    case .unresponsive: "does not answer"
    case .present(let server): "\(server.name) \(server.version)"
    }
  }
}
