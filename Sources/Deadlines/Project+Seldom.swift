// What most projects lack most of the time.

extension Project {
  /// Why nobody could be warned, while that is why it is held.
  public var silence: Silence? {
    get { row.seldom.silence }
    set { row.seldom.silence = newValue }
  }
  /// Since when it has been held for its reason, or has failed; nil in other states.
  public var stalledSince: Timestamp? {
    get { row.seldom.stalledSince }
    set { row.seldom.stalledSince = newValue }
  }
  /// The last reminder that was shown, by how long after the beginning it was planned; nil before the first.
  public var remindedOffset: Duration? {
    get { row.seldom.remindedOffset }
    set { row.seldom.remindedOffset = newValue }
  }
  /// The first acceptance of a warning, if there was one.
  public var acceptance: Acceptance? {
    get { row.seldom.acceptance }
    set { row.seldom.acceptance = newValue }
  }
  /// How long before its deadline its user is to be warned, where its own file says so; nil for the settings' choice.
  public var warningOffsets: [Duration]? {
    get { row.seldom.warningOffsets }
    set { row.seldom.warningOffsets = newValue }
  }
  /// How far the present run of attempts to tear it down has come; nil unless it is being destroyed.
  public var attempts: Attempts? {
    get { row.seldom.attempts }
    set { row.seldom.attempts = newValue }
  }
  /// How it wants to be torn down, where its own file says so.
  public var wishes: ExecutionWishes {
    get { row.seldom.wishes }
    set { row.seldom.wishes = newValue }
  }
  /// What the environment was in which it was registered; nil in rows of other programs.
  public var seenEnvironment: SeenEnvironment? {
    get { row.seldom.seenEnvironment }
    set { row.seldom.seenEnvironment = newValue }
  }
  /// What is kept of its own file, where that makes no sense; nil as a rule.
  public var unreadableConfig: String? {
    get { row.seldom.unreadableConfig }
    set { row.seldom.unreadableConfig = newValue }
  }
  /// What is kept of its own file, as JSON; ``warningOffsets``, ``wishes`` and ``isProtected`` are read from it.
  public var config: String? {
    get { row.seldom.config }
    set { row.seldom.config = newValue }
  }
  /// What is known of the project file that it comes from; nil unless its ``source`` is a file.
  public var file: FileStanding? {
    get { row.seldom.file }
    set { row.seldom.file = newValue }
  }
  /// How many resources its teardown would destroy, as last counted; nil where nobody has counted.
  public var resourceCount: ResourceCount? {
    get { row.seldom.resourceCount }
    set { row.seldom.resourceCount = newValue }
  }
  /// When its user removed it from the lists; nil unless it is removed.
  public var removedAt: Timestamp? {
    get { row.seldom.removedAt }
    set { row.seldom.removedAt = newValue }
  }
  /// Whether its name alone does not tell it from others, as far as whoever read it has looked; no column has this.
  public var sharesName: Bool {
    get { row.seldom.sharesName }
    set { if newValue != row.seldom.sharesName { row.seldom.sharesName = newValue } }
  }
}
