/// What the environment was in which its user registered a project: a daemon that a login started may lack some of it.
public struct SeenEnvironment: Hashable, Sendable {
  /// The `PATH` there; nil where there was none.
  public var path: String?
  /// Names of the variables with credentials that were set there, sorted; their values are nowhere kept.
  public var credentials: [String]

  /// Puts together what was seen.
  public init(path: String? = nil, credentials: [String] = []) {
    self.path = path
    self.credentials = credentials
  }
}
