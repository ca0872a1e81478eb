/// Where the processes of a teardown belong, for whoever ends processes by the place they are in.
///
/// A supervisor always has a session of its own; a service manager may want more than that, or a logout ends it.
public struct SupervisorPlace: Sendable {
  /// Takes in a supervisor that is up and has not started anything: its process, and the name of its execution folder.
  ///
  /// Whatever goes wrong, the teardown goes on; it waits for this, so it must return soon.
  public var adopt: @Sendable (_ pid: Int32, _ name: String) async -> Void

  /// Makes a place of what takes supervisors in.
  public init(adopt: @escaping @Sendable (_ pid: Int32, _ name: String) async -> Void) {
    self.adopt = adopt
  }

  /// The session that each supervisor has anyway.
  public static let ownSession = SupervisorPlace { _, _ in }
}
