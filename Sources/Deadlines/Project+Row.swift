extension Project {
  /// The values of a project; what they mean is said where they are public.
  struct Row: Hashable, Sendable {
    var id: ID
    var path: String
    var name: String
    var timeout: String
    var command: String
    var status: ProjectStatus {
      didSet {
        if status != oldValue { isActive = status.isActive }
        if status != .held { isInterrupted = false }
        if !rarely.isUsual { seldom.forget(whatEndsWith: status) }
      }
    }
    var isActive: Bool
    var holdReason: HoldReason?
    var awaitsUser: Bool
    var isProtected = false
    var isInterrupted = false
    var generation: Generation
    var source: Source
    var tags: [String]
    var deadline: Timestamp?
    var scheduledAt: Timestamp?
    var livesSince: Timestamp?
    var createdAt: Timestamp
    var updatedAt: Timestamp
    private var rarely = Rarely<Seldom>()

    /// What most projects lack.
    var seldom: Seldom {
      _read { yield rarely.value }
      _modify { yield &rarely.value }
    }

    init(
      id: ID, path: String, name: String, timeout: String, command: String, status: ProjectStatus,
      isActive: Bool, holdReason: HoldReason?, awaitsUser: Bool, generation: Generation, source: Source,
      tags: [String], deadline: Timestamp?, scheduledAt: Timestamp?, livesSince: Timestamp?,
      createdAt: Timestamp, updatedAt: Timestamp
    ) {
      self.id = id
      self.path = path
      self.name = name
      self.timeout = timeout
      self.command = command
      self.status = status
      self.isActive = isActive
      self.holdReason = holdReason
      self.awaitsUser = awaitsUser
      self.generation = generation
      self.source = source
      self.tags = tags
      self.deadline = deadline
      self.scheduledAt = scheduledAt
      self.livesSince = livesSince
      self.createdAt = createdAt
      self.updatedAt = updatedAt
    }
  }

  /// The values that most projects lack; they have room only where there are some.
  struct Seldom: Usual {
    var silence: Silence?
    var stalledSince: Timestamp?
    var remindedOffset: Duration?
    var acceptance: Acceptance?
    var warningOffsets: [Duration]?
    var attempts: Attempts?
    var wishes = ExecutionWishes()
    var seenEnvironment: SeenEnvironment?
    var unreadableConfig: String?
    var config: String?
    var file: FileStanding?
    var resourceCount: ResourceCount?
    var removedAt: Timestamp?
    var sharesName = false

    static let usual = Seldom()

    /// Drops what speaks of a state that is over, now that this one is reached.
    mutating func forget(whatEndsWith status: ProjectStatus) {
      if !status.isStalled {
        silence = nil
        stalledSince = nil
        remindedOffset = nil
      }
      if status != .destroying { attempts = nil }
      if status.isActive { removedAt = nil }
    }
  }
}
