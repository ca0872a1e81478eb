extension Schedule {
  /// A project and what the schedule remembers about it that is not in the file.
  @dynamicMemberLookup
  struct Entry: Sendable {
    var project: Project
    /// Nothing as a rule: most projects only wait.
    private var memory = Rarely<Memory>()

    init(project: Project) {
      self.project = project
    }

    /// What is remembered of it.
    subscript<Value>(dynamicMember member: WritableKeyPath<Memory, Value>) -> Value {
      @inline(__always) get { memory.value[keyPath: member] }
      @inline(__always) set { memory.value[keyPath: member] = newValue }
    }
  }

  /// What the schedule remembers about a project while something is done for it, shown or waited for.
  struct Memory: Usual {
    /// When a project was held or failed, and the beginning for which that was worked out.
    struct Stall: Hashable {
      var since: Timestamp?
      /// On the clock that never jumps.
      var sinceBoot: Duration
    }

    /// How many effects were asked for and not yet answered.
    var unanswered = 0
    /// A warning was handed out and not yet answered.
    var warningInFlight: Warning?
    /// A warning of ours stands on the screen, made for this generation.
    var onScreen: Warning?
    /// An acceptance that is not known to be in the file yet.
    var unrecorded: Acceptance?
    /// A warning that stood on the screen of a server that is gone, and that no other has accepted since.
    var lost: Warning?
    /// A reminder was handed out and not yet answered.
    var isReminderInFlight = false
    /// Since when it is held or failed.
    var stall: Stall?
    /// After an effect that failed: nothing before this awake time.
    var restsUntil: Duration?
    /// After a warning that was refused: no other before this awake time.
    var warnsAgainAt: Duration?
    /// After a reminder that was refused: no other before this time since boot.
    var remindsAgainAt: Duration?
    /// The awake time since which it has waited for a place; nil while it does not.
    var queuedAt: Duration?
    /// Its teardown has said nothing for longer than it may.
    var isSilent = false
    /// How long it waited for a place before that, in this run of being due.
    var waited: Duration = .zero
    /// Guards that keep it waiting in this generation and have been spoken of.
    var told: Set<Guard> = []

    static let usual = Memory()
  }
}
