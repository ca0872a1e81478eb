/// Who the notifications come from.
public struct NotifyingApplication: Hashable, Sendable {
  /// The name people read; never empty.
  public var name: String
  /// The application id, which is the name of its desktop entry without `.desktop`.
  public var id: String
  /// The icon of notifications that name none: a name in the icon theme, or an absolute path.
  public var icon: String?

  /// Describes an application; an empty name becomes its id.
  public init(name: String, id: String, icon: String? = nil) {
    self.name = name.isEmpty ? id : name
    self.id = id
    self.icon = icon
  }
}
