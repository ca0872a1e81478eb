import Daemon
import Deadlines
import Discovery
import Settings
import Wording

extension FileOutcome {
  /// The project that is registered there, by whatever way.
  var known: Project? {
    switch change {
    case .notOurs(let other), .atRest(let other): other
    default: project
    }
  }

  /// Whether there is something to mend.
  var isTrouble: Bool {
    switch change {
    case .bad, .unsafe, .unseen: true
    case .registered, .changed, .postponed, .allowed, .held, .unchanged, .moved, .gone, .notOurs, .atRest:
      false
    }
  }

  /// What it is in a word or two, as a table has room for.
  var label: String {
    switch change {
    case .notOurs: "by hand"
    case .atRest(let project): project.status.rawValue
    case .gone: "deleted"
    case .bad: "wrong" + (line.map { ", line \($0)" } ?? "")
    case .unsafe: "not safe"
    case .unseen: "not seen"
    case .postponed(let duration): "later by \(duration.label)"
    case .registered, .changed, .allowed, .held, .unchanged, .moved:
      project?.scanLabel ?? "–"
    }
  }

  /// What came of it, as a sentence without a full stop.
  func words(home: String?) -> String {
    let place = found.path.oneLine.abbreviated(home: home)
    switch change {
    case .bad(let trouble), .unsafe(let trouble):
      let text = trouble.oneLine.abbreviated(home: home)
      return text.hasPrefix(place) ? text : "\(place): \(text)"
    case .unseen(let reason): return "\(place) cannot be looked at: \(reason.oneLine)"
    case .gone: return "\(place) was deleted"
    case .notOurs(let project):
      return "\(place): project \(project.id.number) was registered there by hand, and goes on as it is"
    case .atRest(let project):
      return "\(place): project \(project.id.number) is \(project.status.rawValue), and stays so"
    case .postponed(let duration): return "\(place): its deadline moved by \(duration.words)"
    case .moved(let former): return "\(place): moved from \(former.oneLine.abbreviated(home: home))"
    case .registered, .changed, .allowed, .held, .unchanged:
      return "\(place): \(project?.file?.consent.words ?? "registered")"
    }
  }

  /// The line of the file that is wrong.
  fileprivate var line: Int? {
    guard case .bad(let error, _) = found.content else { return nil }
    return error.line
  }
}

/// What came of one file, as `--json` prints it.
struct ScanRecord: Encodable {
  let outcome: FileOutcome
  let words: String

  private enum Key: String, CodingKey {
    case path, change, words, project, name, status, consent
    case holdReason = "hold_reason"
    case destroyAt = "destroy_at"
    case line
  }

  func encode(to encoder: any Encoder) throws {
    let project = outcome.known
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(outcome.found.directory, forKey: .path)
    try record.encode(outcome.change.word, forKey: .change)
    try record.encode(words, forKey: .words)
    try record.encode(project?.id.number, forKey: .project)
    try record.encode(project?.name, forKey: .name)
    try record.encode(project?.status.rawValue, forKey: .status)
    try record.encode(project?.holdReason?.rawValue, forKey: .holdReason)
    try record.encode(project?.file?.consent.rawValue, forKey: .consent)
    try record.encode(project?.deadline?.iso8601, forKey: .destroyAt)
    try record.encode(outcome.line, forKey: .line)
  }
}

extension Project {
  /// How it stands in a word or two: what holds it comes before that it is allowed.
  fileprivate var scanLabel: String {
    guard isAllowed, status == .held, let holdReason else { return file?.consent.label ?? status.rawValue }
    return holdReason.rawValue
  }
}

extension FileOutcome.Change {
  /// The case as programs know it.
  fileprivate var word: String {
    switch self {
    case .registered: "registered"
    case .changed: "changed"
    case .postponed: "postponed"
    case .allowed: "allowed"
    case .held: "held"
    case .unchanged: "unchanged"
    case .moved: "moved"
    case .gone: "gone"
    case .bad: "bad"
    case .unsafe: "unsafe"
    case .unseen: "unseen"
    case .notOurs: "by_hand"
    case .atRest: "at_rest"
    }
  }
}
