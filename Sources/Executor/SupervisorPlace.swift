/// Where supervisors live: the one seam between machines with a service manager and those without.
public struct SupervisorPlace: Sendable {
  /// Takes in a supervisor that waits for its claim: its process and the name of its execution folder.
  ///
  /// It cannot fail the teardown: where it can do nothing, the supervisor stays where it is.
  public var adopt: @Sendable (_ pid: Int32, _ name: String) async -> Void

  /// Makes a place.
  public init(adopt: @escaping @Sendable (_ pid: Int32, _ name: String) async -> Void) {
    self.adopt = adopt
  }

  /// The session of its own in which each supervisor starts.
  public static let ownSession = SupervisorPlace { _, _ in }
}
