import Deadlines
import Executor
import Foundation
import Wording

/// A project as `--json` prints it.
struct ProjectRecord: Encodable {
  let project: Project
  let now: Moment
  let policy: Policy
  /// Its place among those that are due and wait for one, from 1; nil if it does not wait.
  var queuePlace: Int?
  /// How far its teardown has come; nil unless one runs and that is known.
  var progress: TerraformProgress?

  private enum Key: String, CodingKey {
    case id, path, name, timeout, command, active, status
    case holdReason = "hold_reason"
    case destroyAt = "destroy_at"
    case secondsLeft = "seconds_left"
    case awaitsUser = "awaits_user"
    case queuePlace = "queue_place"
    case destroyedResources = "destroyed_resources"
    case resources
    case attempts
    case nextAttemptAt = "next_attempt_at"
    case removedAt = "removed_at"
    case generation, tags, source, consent, protected
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(project.id.number, forKey: .id)
    try record.encode(project.path, forKey: .path)
    try record.encode(project.name, forKey: .name)
    try record.encode(project.timeout, forKey: .timeout)
    try record.encode(project.command, forKey: .command)
    try record.encode(project.status.isActive, forKey: .active)
    try record.encode(project.status.rawValue, forKey: .status)
    try record.encode(project.holdReason?.rawValue, forKey: .holdReason)
    try record.encode(project.deadline?.iso8601, forKey: .destroyAt)
    let left = project.due(at: now, policy: policy).map { max(0, ($0 - now.wall).wholeSeconds) }
    try record.encode(left, forKey: .secondsLeft)
    try record.encode(project.awaitsUser, forKey: .awaitsUser)
    try record.encode(queuePlace, forKey: .queuePlace)
    try record.encode(progress?.done, forKey: .destroyedResources)
    try record.encode(progress?.total, forKey: .resources)
    try record.encode(project.attempts?.made ?? 0, forKey: .attempts)
    try record.encode(project.attempts?.nextAt?.iso8601, forKey: .nextAttemptAt)
    try record.encode((project.isRemoved ? project.removedAt : nil)?.iso8601, forKey: .removedAt)
    try record.encode(project.generation.number, forKey: .generation)
    try record.encode(project.tags, forKey: .tags)
    try record.encode(project.source.rawValue, forKey: .source)
    try record.encode(project.file?.consent.rawValue, forKey: .consent)
    try record.encode(project.protection(under: policy.protection) != nil, forKey: .protected)
  }
}

/// Prints a value as JSON, keys in a fixed order; what a terminal would obey in it is escaped.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(value), as: UTF8.self).harmlessJSON)
}
