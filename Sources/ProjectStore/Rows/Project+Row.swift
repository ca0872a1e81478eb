import Deadlines
import Foundation

/// The columns of `projects` that we read.
enum ProjectField: Int32, StoredField {
  case id, path, name, timeout, command, active, status, holdReason, awaitsUser, generation, source, tags,
    deadline, config, silence, stalledSince, remindedOffset, livesSince
  case scheduledAt, acceptedGeneration, acceptedBoot, acceptedAwake, acceptedAt, acceptedOffset
  case attemptsMade, nextAttemptAt, attemptGeneration, attemptBoot, attemptTyped, stopRequestedAt
  case seenEnvironment, consent, fileDigest, fileTrouble, directory, resources, interrupted, removedAt
  case createdAt, updatedAt

  static let table = "projects"
  static let names = [
    "id", "path", "name", "timeout", "command", "active", "status", "hold_reason", "awaits_user",
    "generation", "source",
    "tags", "destroy_at", "config", "silence", "stalled_since", "reminded_offset", "lives_since",
    "scheduled_at", "accepted_generation", "accepted_boot", "accepted_awake",
    "accepted_at", "accepted_offset", "attempts_made", "next_attempt_at", "attempt_generation",
    "attempt_boot", "attempt_typed", "stop_requested_at",
    "seen_environment", "consent", "file_digest", "file_trouble", "directory", "resource_count",
    "interrupted", "removed_at",
    "created_at", "updated_at",
  ]
}

extension Project: StoredRow {
  static let idField = ProjectField.id
  static let hintField: ProjectField? = .path
  /// The columns that say which warning was accepted.
  static let acceptanceFields: [ProjectField] = [
    .acceptedGeneration, .acceptedBoot, .acceptedAwake, .acceptedAt, .acceptedOffset,
  ]

  init(_ cells: CellReader<Project>) throws(BadCell) {
    let isActive = try cells.integer(.active) != 0
    let status = try Self.status(cells, isActive: isActive)
    let generation = try cells.integer(.generation)
    guard generation > 0 else { throw cells.reject(.generation) }
    self.init(
      id: Project.ID(try cells.integer(.id)),
      path: try cells.text(.path), name: try cells.text(.name), timeout: try cells.text(.timeout),
      command: try cells.text(.command), status: status, isActive: isActive,
      holdReason: status == .held ? try cells.word(.holdReason) : nil,
      // What only explains a hold must not make the row unreadable.
      silence: status == .held ? try? cells.word(.silence) : nil,
      stalledSince: status.isStalled ? try cells.timeIfPresent(.stalledSince) : nil,
      remindedOffset: status.isStalled ? Self.remindedOffset(cells) : nil,
      awaitsUser: try cells.integer(.awaitsUser) != 0, generation: Generation(generation),
      source: try cells.word(.source), tags: try Self.tags(cells),
      deadline: try cells.timeIfPresent(.deadline), scheduledAt: try cells.timeIfPresent(.scheduledAt),
      acceptance: Self.acceptance(cells), livesSince: try cells.timeIfPresent(.livesSince),
      createdAt: try cells.time(.createdAt), updatedAt: try cells.time(.updatedAt))
    attempts = status == .destroying ? Self.attempts(cells) : nil
    seenEnvironment = Self.seenEnvironment(cells)
    isInterrupted = holdReason == .interrupted || cells.cell(.interrupted) == .integer(1)
    removedAt = Self.removedAt(cells, status)
    readFile(cells)
    readConfig(cells)
  }

  /// What still costs money is never hidden, and a mark that makes no sense hides nothing.
  private static func removedAt(_ cells: CellReader<Project>, _ status: ProjectStatus) -> Timestamp? {
    status.isActive ? nil : (try? cells.timeIfPresent(.removedAt)) ?? nil
  }

  /// A reminder that cannot have been shown counts as none: one too many is better than none at all.
  private static func remindedOffset(_ cells: CellReader<Project>) -> Duration? {
    guard case .integer(let seconds) = cells.cell(.remindedOffset),
      (0...Duration.days(36_500).wholeSeconds).contains(seconds)
    else { return nil }
    return .seconds(seconds)
  }

  /// The state, with the flag that programs of the seed schema know taking precedence where it can only mean
  /// Cancel.
  ///
  /// A flag that would revive a destroyed or cancelled row without having passed the trigger is a
  /// contradiction.
  private static func status(
    _ cells: CellReader<Project>, isActive: Bool
  ) throws(BadCell) -> ProjectStatus {
    let status: ProjectStatus = try cells.word(.status)
    switch (status, isActive) {
    case (.scheduled, false), (.held, false), (.failed, false): return .cancelled
    case (.destroyed, true), (.cancelled, true): throw cells.reject(.status)
    default: return status
    }
  }

  private static func tags(_ cells: CellReader<Project>) throws(BadCell) -> [String] {
    guard let text = try cells.textIfPresent(.tags), text != "[]" else { return [] }
    guard let tags = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
      throw cells.reject(.tags)
    }
    return tags
  }

  /// An acceptance that is incomplete or unreadable counts as none: then the user is warned again.
  private static func acceptance(_ cells: CellReader<Project>) -> Acceptance? {
    guard let generation = try? cells.integerIfPresent(.acceptedGeneration),
      let boot = try? cells.textIfPresent(.acceptedBoot),
      let awake = try? cells.integerIfPresent(.acceptedAwake),
      let wall = try? cells.timeIfPresent(.acceptedAt),
      let offset = try? cells.integerIfPresent(.acceptedOffset)
    else { return nil }
    return Acceptance(
      generation: Generation(generation), bootID: boot, awakeSeconds: awake, wall: wall,
      offset: .seconds(offset))
  }
}
