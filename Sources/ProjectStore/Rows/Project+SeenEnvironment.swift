import Deadlines
import Foundation

extension Project {
  /// What the environment was at `add`, as the row keeps it in JSON; what makes no sense counts as nothing seen.
  static func seenEnvironment(_ cells: CellReader<Project>) -> SeenEnvironment? {
    guard case .text(let text) = cells.cell(.seenEnvironment),
      let kept = try? JSONDecoder().decode(KeptEnvironment.self, from: Data(text.utf8))
    else { return nil }
    return SeenEnvironment(path: kept.path, credentials: kept.credentials ?? [])
  }
}

extension OutgoingCells<Project> {
  func environment(_ seen: SeenEnvironment?) throws(BadCell) -> StoredCell<Project> {
    guard let seen else { return StoredCell(.seenEnvironment, .null) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let kept = KeptEnvironment(path: seen.path, credentials: seen.credentials)
    let data = try? encoder.encode(kept)
    return try text(.seenEnvironment, data.map { String(decoding: $0, as: UTF8.self) })
  }
}

private struct KeptEnvironment: Codable {
  let path: String?
  let credentials: [String]?
}
