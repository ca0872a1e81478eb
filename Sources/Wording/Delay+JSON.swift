import Deadlines
import Foundation

extension Delay {
  private struct Facts: Codable {
    var `guard`: String
    var generation: Int64
    var until: Int64?
  }

  /// The delay as the metadata of an event holds it.
  var json: String {
    let end = until.map { ",\"until\":\($0.seconds)" } ?? ""
    return "{\"guard\":\"\(unmet.rawValue)\",\"generation\":\(generation.number)\(end)}"
  }

  /// Reads it back; nil for metadata that tells of something else.
  init?(json: String) {
    guard let facts = try? JSONDecoder().decode(Facts.self, from: Data(json.utf8)),
      let unmet = Guard(rawValue: facts.guard)
    else { return nil }
    self.init(unmet, Generation(facts.generation), until: facts.until.map(Timestamp.init))
  }
}
