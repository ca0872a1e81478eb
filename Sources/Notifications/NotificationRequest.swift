/// What to show: plain text, buttons and hints of one desktop notification.
///
/// The fields follow the Desktop Notifications Specification 1.2, `Notify`. Text is plain; the module escapes it
/// where the server reads markup. Control characters are replaced and long text is cut in the middle
/// (see ``TextBound``), so any string may be given.
public struct NotificationRequest: Hashable, Sendable, Codable {
  /// A button: what is reported when it is pressed, and what it says.
  public struct Action: Hashable, Sendable, Codable {
    /// What ``NotificationEvent/actionInvoked(tag:key:)`` reports.
    ///
    /// Never shown; not empty, not `default`, without control characters, at most 256 bytes, its own in a request.
    public var key: String
    /// The text on the button.
    public var label: String
    /// The same in fewer letters, for servers whose buttons are narrow; nil where it is short already.
    public var shortLabel: String?

    /// Makes a button from what it reports and what it says.
    public init(key: String, label: String, shortLabel: String? = nil) {
      self.key = key
      self.label = label
      self.shortLabel = shortLabel
    }
  }

  /// How much the notification may disturb.
  public enum Urgency: String, Hashable, Sendable, Codable {
    /// May be shown late or silently.
    case low
    /// An ordinary popup.
    case normal
    /// Stays until it is answered on most desktops, and is shown over full-screen windows.
    case critical
  }

  /// When the server takes the popup down by itself.
  public enum Expiry: Hashable, Sendable, Codable {
    /// As the server is set up.
    case server
    /// Not before it is closed; GNOME decides by urgency instead.
    case never
    /// After this long, to the second; some servers keep what is critical all the same.
    case after(Duration)
  }

  /// The most buttons a notification can have: GNOME draws no more.
  public static let maximumActions = 3
  /// The key reported when the popup itself is clicked and ``defaultActionLabel`` is set.
  public static let defaultActionKey = "default"

  /// The caller's own identity for what is shown; a later request with the same tag replaces this one.
  public var tag: String
  /// One line; never empty.
  public var summary: String
  /// The text below the summary; lines are kept.
  public var body: String
  /// Used instead of ``body`` where the server cannot draw buttons, for instance with commands to type.
  public var bodyWithoutActions: String?
  /// The buttons, in order; at most ``maximumActions``.
  public var actions: [Action]
  /// Makes a click on the popup itself report ``defaultActionKey``; some servers show this text.
  public var defaultActionLabel: String?
  /// What a button says that does nothing but close the popup, for servers that need one beside a single other.
  public var closeLabel: String?
  /// How much the notification may disturb.
  public var urgency: Urgency
  /// When the server takes the popup down by itself.
  public var expiry: Expiry
  /// A category of the specification, such as `transfer`; left out when nil or empty.
  public var category: String?
  /// A name in the icon theme or an absolute path; the application's icon when nil or empty.
  public var icon: String?
  /// A name of the sound theme; no sound of ours when nil or empty.
  public var sound: String?
  /// Asks the server for no sound of its own either; for what changes in place.
  public var isSilent: Bool
  /// Progress in percent, drawn as a bar by most servers; kept within 0...100.
  public var progress: Int?
  /// Keeps it out of the server's history.
  public var isTransient: Bool

  /// Makes a request; everything but tag and summary has a quiet default.
  public init(
    tag: String, summary: String, body: String = "", bodyWithoutActions: String? = nil,
    actions: [Action] = [],
    defaultActionLabel: String? = nil, urgency: Urgency = .normal, expiry: Expiry = .server,
    category: String? = nil, icon: String? = nil, sound: String? = nil, isSilent: Bool = false,
    progress: Int? = nil, isTransient: Bool = false
  ) {
    self.tag = tag
    self.summary = summary
    self.body = body
    self.bodyWithoutActions = bodyWithoutActions
    self.actions = actions
    self.defaultActionLabel = defaultActionLabel
    self.urgency = urgency
    self.expiry = expiry
    self.category = category
    self.icon = icon
    self.sound = sound
    self.isSilent = isSilent
    self.progress = progress
    self.isTransient = isTransient
  }
}
