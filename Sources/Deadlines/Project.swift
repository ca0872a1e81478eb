/// A directory with something to tear down, and the deadline for it: one row of `projects`.
///
/// A value like any other whose copies share their room until one of them is changed, so that many may be kept of one.
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

  /// Where the values are, for all copies.
  ///
  /// Unchecked, because nothing tells the compiler that it is changed only while a single value holds it.
  private final class Room: @unchecked Sendable {
    var row: Row

    init(_ row: Row) {
      self.row = row
    }
  }

  private var room: Room

  /// The values; to change one makes this copy a room of its own first, where it shares it.
  var row: Row {
    _read { yield room.row }
    _modify {
      if !isKnownUniquelyReferenced(&room) { room = Room(room.row) }
      yield &room.row
    }
  }

  /// The project's number.
  public var id: ID {
    get { row.id }
    set { row.id = newValue }
  }
  /// Absolute path of its directory.
  public var path: String {
    get { row.path }
    set { row.path = newValue }
  }
  /// The name people know it by; need not be unique.
  public var name: String {
    get { row.name }
    set { row.name = newValue }
  }
  /// The text the user wrote, such as `2 hours`; see ``Swift/Duration/init(text:)``.
  public var timeout: String {
    get { row.timeout }
    set { row.timeout = newValue }
  }
  /// The shell line that tears it down.
  public var command: String {
    get { row.command }
    set { row.command = newValue }
  }
  /// Where it stands; a change of it sets ``isActive`` as well.
  public var status: ProjectStatus {
    get { row.status }
    set { row.status = newValue }
  }
  /// The flag that programs of the seed schema know.
  ///
  /// It goes with ``status``, but while a teardown runs another program may take it away: no further attempt then.
  public var isActive: Bool {
    get { row.isActive }
    set { row.isActive = newValue }
  }
  /// Why it is held; nil unless ``status`` is held.
  public var holdReason: HoldReason? {
    get { row.holdReason }
    set { row.holdReason = newValue }
  }
  /// Whether its deadline waits for the user: taken over from another program, it never runs by itself until
  /// somebody settles that by Extend, Resume or Cancel.
  public var awaitsUser: Bool {
    get { row.awaitsUser }
    set { row.awaitsUser = newValue }
  }
  /// Grows with every change that makes earlier warnings void.
  public var generation: Generation {
    get { row.generation }
    set { row.generation = newValue }
  }
  /// Where it came from.
  public var source: Source {
    get { row.source }
    set { row.source = newValue }
  }
  /// Words to group projects by.
  public var tags: [String] {
    get { row.tags }
    set { row.tags = newValue }
  }
  /// When it is to be destroyed; nil until a daemon first sees the row.
  public var deadline: Timestamp? {
    get { row.deadline }
    set { row.deadline = newValue }
  }
  /// When the present generation began; nil until a daemon first sees the row.
  public var scheduledAt: Timestamp? {
    get { row.scheduledAt }
    set { row.scheduledAt = newValue }
  }
  /// When it was last registered or resumed: extensions count from here; nil in rows of other programs.
  public var livesSince: Timestamp? {
    get { row.livesSince }
    set { row.livesSince = newValue }
  }
  /// Whether its own file protects it from deadlines.
  public var isProtected: Bool {
    get { row.isProtected }
    set { row.isProtected = newValue }
  }
  /// Whether nobody saw how its last teardown ended, and its user has not decided since.
  public var isInterrupted: Bool {
    get { row.isInterrupted }
    set { row.isInterrupted = newValue }
  }
  /// When the row was made.
  public var createdAt: Timestamp {
    get { row.createdAt }
    set { row.createdAt = newValue }
  }
  /// When the row last changed by our hand.
  public var updatedAt: Timestamp {
    get { row.updatedAt }
    set { row.updatedAt = newValue }
  }

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
    var row = Row(
      id: id, path: path, name: name, timeout: timeout, command: command, status: status,
      isActive: isActive ?? status.isActive, holdReason: holdReason, awaitsUser: awaitsUser,
      generation: generation, source: source, tags: tags, deadline: deadline, scheduledAt: scheduledAt,
      livesSince: livesSince, createdAt: createdAt, updatedAt: updatedAt)
    row.seldom = Seldom(
      silence: silence, stalledSince: stalledSince, remindedOffset: remindedOffset, acceptance: acceptance,
      warningOffsets: warningOffsets)
    room = Room(row)
  }

  /// Whether all their values are equal.
  public static func == (left: Self, right: Self) -> Bool {
    left.room === right.room || left.row == right.row
  }

  /// Feeds all values.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(row)
  }
}
