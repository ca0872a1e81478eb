/// A directory with something to tear down, and the deadline for it: one row of `projects`.
public struct Project: Hashable, Sendable, Identifiable {
  /// A project's number in the file; never reused.
  public struct ID: Hashable, Comparable, Sendable {
    /// The row id.
    public var number: Int64

    /// Makes an id from a row id.
    public init(_ number: Int64) {
      self.number = number
    }

    /// Whether the left one was registered earlier.
    public static func < (left: ID, right: ID) -> Bool {
      left.number < right.number
    }
  }

  /// Where a project came from; stored as its raw value.
  public enum Source: String, Sendable {
    /// Registered by hand or by another program's row.
    case manual
    /// Found as a `.killall.yaml`.
    case file
  }

  /// The project's number.
  public var id: ID
  /// Absolute path of its directory.
  public var path: String
  /// The name people know it by; need not be unique.
  public var name: String
  /// The text the user wrote, such as `2 hours`; see ``Swift/Duration/init(text:)``.
  public var timeout: String
  /// The shell line that tears it down.
  public var command: String
  /// Where it stands; a change of it sets ``isActive`` as well.
  public var status: ProjectStatus {
    didSet {
      if status != oldValue { isActive = status.isActive }
      if !status.isStalled { moveOn() }
      if status != .destroying { attempts = nil }
      if status != .held { isInterrupted = false }
      if status.isActive { removedAt = nil }
    }
  }
  /// The flag that programs of the seed schema know.
  ///
  /// It goes with ``status``, but while a teardown runs another program may take it away: no further attempt then.
  public var isActive: Bool
  /// Why it is held; nil unless ``status`` is held.
  public var holdReason: HoldReason?
  /// Why nobody could be warned, while that is why it is held.
  public var silence: Silence?
  /// Since when it has been held for its reason, or has failed; nil in other states.
  public var stalledSince: Timestamp?
  /// The last reminder that was shown, by how long after the beginning it was planned; nil before the first.
  public var remindedOffset: Duration?
  /// Whether its deadline waits for the user: taken over from another program, it never runs by itself until
  /// somebody settles that by Extend, Resume or Cancel.
  public var awaitsUser: Bool
  /// Grows with every change that makes earlier warnings void.
  public var generation: Generation
  /// Where it came from.
  public var source: Source
  /// Words to group projects by.
  public var tags: [String]
  /// When it is to be destroyed; nil until a daemon first sees the row.
  public var deadline: Timestamp?
  /// When the present generation began; nil until a daemon first sees the row.
  public var scheduledAt: Timestamp?
  /// The first acceptance of a warning, if there was one.
  public var acceptance: Acceptance?
  /// When it was last registered or resumed: extensions count from here; nil in rows of other programs.
  public var livesSince: Timestamp?
  /// How long before its deadline its user is to be warned, where its own file says so; nil for the settings' choice.
  public var warningOffsets: [Duration]?
  /// How far the present run of attempts to tear it down has come; nil unless it is being destroyed.
  public var attempts: Attempts?
  /// How it wants to be torn down, where its own file says so.
  public var wishes = ExecutionWishes()
  /// What the environment was in which it was registered; nil in rows of other programs.
  public var seenEnvironment: SeenEnvironment?
  /// What is kept of its own file, where that makes no sense; nil as a rule.
  public var unreadableConfig: String?
  /// What is kept of its own file, as JSON; ``warningOffsets``, ``wishes`` and ``isProtected`` are read from it.
  public var config: String?
  /// Whether its own file protects it from deadlines.
  public var isProtected = false
  /// What is known of the project file that it comes from; nil unless its ``source`` is a file.
  public var file: FileStanding?
  /// How many resources its teardown would destroy, as last counted; nil where nobody has counted.
  public var resourceCount: ResourceCount?
  /// Whether nobody saw how its last teardown ended, and its user has not decided since.
  public var isInterrupted = false
  /// When its user removed it from the lists; nil unless it is removed, see ``isRemoved``.
  public var removedAt: Timestamp?
  /// When the row was made.
  public var createdAt: Timestamp
  /// When the row last changed by our hand.
  public var updatedAt: Timestamp

  /// Makes a project from the values of its row; `isActive` goes with `status` unless it is given.
  public init(
    id: ID, path: String, name: String, timeout: String, command: String,
    status: ProjectStatus = .scheduled, isActive: Bool? = nil, holdReason: HoldReason? = nil,
    silence: Silence? = nil, stalledSince: Timestamp? = nil, remindedOffset: Duration? = nil,
    awaitsUser: Bool = false, generation: Generation = Generation(1),
    source: Source = .manual, tags: [String] = [], deadline: Timestamp? = nil, scheduledAt: Timestamp? = nil,
    acceptance: Acceptance? = nil, livesSince: Timestamp? = nil, warningOffsets: [Duration]? = nil,
    createdAt: Timestamp, updatedAt: Timestamp
  ) {
    self.id = id
    self.path = path
    self.name = name
    self.timeout = timeout
    self.command = command
    self.status = status
    self.isActive = isActive ?? status.isActive
    self.holdReason = holdReason
    self.silence = silence
    self.stalledSince = stalledSince
    self.remindedOffset = remindedOffset
    self.awaitsUser = awaitsUser
    self.generation = generation
    self.source = source
    self.tags = tags
    self.deadline = deadline
    self.scheduledAt = scheduledAt
    self.acceptance = acceptance
    self.livesSince = livesSince
    self.warningOffsets = warningOffsets
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  /// It is neither held nor failed any more.
  private mutating func moveOn() {
    silence = nil
    stalledSince = nil
    remindedOffset = nil
  }
}
