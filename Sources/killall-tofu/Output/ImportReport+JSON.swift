import Deadlines
import ProjectStore
import Settings
import Wording

extension ImportReport: Encodable {
  private struct Row: Encodable {
    let table: String
    let id: String?
    let column, value, reason: String
  }

  private struct Taken: Encodable {
    let id: Int64?
    let path, name, status: String
    let holdReason, destroyAt: String?
    let command: String
    let executions, events: Int
    let awaitsUser: Bool
    let notes: [String]

    enum CodingKeys: String, CodingKey {
      case id, path, name, status, command, executions, events, notes
      case holdReason = "hold_reason"
      case destroyAt = "destroy_at"
      case awaitsUser = "awaits_user"
    }
  }

  private struct File: Encodable {
    let source, target, result: String
    let taken: [String]
    let leftOut: [String: String]

    enum CodingKeys: String, CodingKey {
      case source, target, result, taken
      case leftOut = "left_out"
    }

    init(_ file: FileReport) {
      source = file.source
      target = file.target
      taken = file.taken
      leftOut = Dictionary(
        file.leftOut.map { ($0.key, $0.reason.words) }, uniquingKeysWith: { first, _ in first })
      result =
        switch file.fate {
        case .written: "written"
        case .present, .same: "left as it is"
        case .nothing: "nothing to take"
        case .failed(let words): words
        }
    }
  }

  private enum Key: String, CodingKey {
    case source, shape, projects, refused, settings, ignore, events
    case present = "registered_already"
    case isDryRun = "dry_run"
    case absent = "not_found"
  }

  func encode(to encoder: any Encoder) throws {
    var report = encoder.container(keyedBy: Key.self)
    try report.encode(isDryRun, forKey: .isDryRun)
    try report.encode(plan?.source, forKey: .source)
    try report.encode(plan?.shape.rawValue, forKey: .shape)
    try report.encode(absent, forKey: .absent)
    try report.encode(taken, forKey: .projects)
    try report.encode(outcome.events, forKey: .events)
    try report.encode(outcome.present.map(\.project.path), forKey: .present)
    let refused = (plan?.refused ?? []).map {
      Row(table: $0.table, id: $0.id, column: $0.column, value: $0.value, reason: $0.reason.words)
    }
    try report.encode(refused, forKey: .refused)
    try report.encode(settings.map(File.init), forKey: .settings)
    try report.encode(ignore.map(File.init), forKey: .ignore)
  }

  private var taken: [Taken] {
    let stored = Dictionary(outcome.taken.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    return (plan?.projects ?? []).compactMap { imported in
      guard let project = stored[imported.project.path] else { return nil }
      return Taken(
        id: isDryRun ? nil : project.id.number, path: project.path, name: project.name,
        status: project.status.rawValue, holdReason: project.holdReason?.rawValue,
        destroyAt: project.deadline?.iso8601, command: project.command,
        executions: imported.executions.count, events: imported.events.count,
        awaitsUser: project.awaitsUser, notes: imported.notes.map(\.words))
    }
  }
}
