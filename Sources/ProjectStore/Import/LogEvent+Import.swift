import Deadlines
import Foundation

extension LogEvent {
  /// Reads a row of the original's `events`.
  init(imported row: ForeignRow, _ shape: ForeignShape) throws(RefusedRow) {
    let typeColumn = shape == .seed ? "type" : "event_type"
    guard case .text(let word) = row[typeColumn], let kind = Self.kind(word, shape) else {
      throw row.refusal(typeColumn, .unknownWord)
    }
    let timeColumn = shape == .seed ? "created_at" : "timestamp"
    guard let time = try row.time(timeColumn) else { throw row.refusal(timeColumn, .missing) }
    let details = row.prose(shape == .seed ? "metadata" : "details")
    let metadata = details.flatMap { Self.isJSON($0) ? $0 : Self.json(of: $0) }
    let message = shape == .seed ? row.prose("message") ?? "" : Self.sentence(word, details)
    self.init(projectID: nil, kind: kind, message: message, metadata: metadata, createdAt: time)
  }

  private static func kind(_ word: String, _ shape: ForeignShape) -> Kind? {
    if shape == .seed { return Kind(rawValue: word) }
    switch word {
    case "discovered", "registered": return .created
    case "warning": return .warned
    case "destroying": return .executed
    case "destroyed": return .destroyed
    case "failed", "error": return .error
    case "cancelled": return .cancelled
    case "extended": return .extended
    default: return nil
    }
  }

  /// The original kept no sentence, only a word and details.
  private static func sentence(_ word: String, _ details: String?) -> String {
    let said = word.prefix(1).uppercased() + word.dropFirst() + ", by the original program"
    guard let details, let object = try? JSONDecoder().decode([String: String].self, from: Data(details.utf8))
    else { return said }
    let reason = ["message", "error", "reason", "action"].lazy.compactMap { object[$0] }.first
    return reason.map { "\(said): \($0.prefix(200))" } ?? said
  }

  private static func isJSON(_ text: String) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
  }

  private static func json(of text: String) -> String? {
    (try? JSONEncoder().encode(["text": text])).map { String(decoding: $0, as: UTF8.self) }
  }
}
