/// How many resources a teardown destroys, as far as could be found out.
public enum ResourceCount: Hashable, Sendable {
  /// So many.
  case known(Int)
  /// There is a state, but it could not be looked at in time.
  case unknown
}
