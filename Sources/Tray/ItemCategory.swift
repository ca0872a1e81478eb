/// What kind of program an item belongs to, by which hosts sort; see the StatusNotifierItem specification, "Category".
public enum ItemCategory: String, Hashable, Sendable {
  /// A program of its own that tells how it stands.
  case applicationStatus = "ApplicationStatus"
  /// A program for talking to others.
  case communications = "Communications"
  /// A part of the system.
  case systemServices = "SystemServices"
  /// A device, such as a battery.
  case hardware = "Hardware"
}
