import Deadlines
import Foundation

extension Project {
  /// Reads when its own file wants its user to be warned; what makes no sense is kept, so that it can be told.
  ///
  /// `config` is JSON of what the project file said; `warnings` in it lists whole minutes before the deadline, or
  /// durations as people write them.
  mutating func readConfig(_ cells: CellReader<Project>) {
    let cell = cells.cell(.config)
    if case .null = cell { return }
    if case .text(let text) = cell,
      let config = try? JSONDecoder().decode(ProjectConfig.self, from: Data(text.utf8))
    {
      warningOffsets = config.warnings?.map(\.before)
    } else {
      unreadableConfig = cell.display
    }
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
