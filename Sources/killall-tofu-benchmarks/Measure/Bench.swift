import ProjectStore

/// One file, and the three columns that work on it in turn.
struct Bench: Sendable {
  let floor: Floor
  let raw: ProjectStore
  let typed: ProjectStore

  /// Makes the file as a store does, with schema, indexes and triggers.
  init(path: String) async throws {
    typed = try await ProjectStore.open(at: path, create: .file)
    raw = try await ProjectStore.open(at: path, engine: .raw)
    floor = try Floor(path: path)
  }

  /// Lets one column do its part of a line; the projects 1 to `rows` are in the file before and after.
  func turn(of column: Column, at line: Line, rows: Int) async throws -> Turn {
    let count = line.warmUps + line.operationsPerTurn
    try await floor.fill(to: rows)
    if line.isTakingAway { try await floor.fill(to: rows + count) }
    let warmUp = rows..<rows + line.warmUps
    let timed = rows + line.warmUps..<rows + count
    _ = try await time(column, line, warmUp)
    return try await time(column, line, timed)
  }

  private func time(_ column: Column, _ line: Line, _ numbers: Range<Int>) async throws -> Turn {
    switch column {
    case .floor: return try await floor.time(numbers, line.floor)
    case .raw: return try await time(raw, line, numbers)
    case .typed: return try await time(typed, line, numbers)
    }
  }

  /// Speaks to the file where the store does, as the daemon does, unless the line is about coming from elsewhere.
  private func time(_ store: ProjectStore, _ line: Line, _ numbers: Range<Int>) async throws -> Turn {
    let turn = { () async throws -> Turn in
      try await Turn.time(numbers) { try await line.engine(store, $0) }
    }
    return line.isFromElsewhere
      ? try await turn() : try await withTaskExecutorPreference(store.executor) { try await turn() }
  }
}
