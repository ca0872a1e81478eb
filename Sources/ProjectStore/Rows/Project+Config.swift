import Deadlines
import Foundation

extension Project {
  /// When its own file wants its user to be warned; nil where it says nothing.
  ///
  /// `config` is JSON of what the project file said; `warnings` in it lists whole minutes before the deadline, or
  /// durations as people write them.
  static func warningOffsets(_ cells: CellReader<Project>) throws(BadCell) -> [Duration]? {
    guard let text = try cells.textIfPresent(.config) else { return nil }
    guard let config = try? JSONDecoder().decode(ProjectConfig.self, from: Data(text.utf8)) else {
      throw cells.reject(.config)
    }
    return config.warnings?.map(\.before)
  }
}

/// What of a project's own file decides about its schedule.
private struct ProjectConfig: Decodable {
  struct Warning: Decodable {
    let before: Duration

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let minutes = try? value.decode(Int64.self) {
        guard (1...525_600).contains(minutes) else {
          throw DecodingError.dataCorruptedError(in: value, debugDescription: "not 1 to 525600 minutes")
        }
        before = .minutes(minutes)
      } else {
        before = try Duration(text: try value.decode(String.self))
      }
    }
  }

  let warnings: [Warning]?
}
