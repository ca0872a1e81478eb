import Deadlines

extension Project {
  /// Reads what is known of its project file; what makes no sense there counts as not allowed.
  mutating func readFile(_ cells: CellReader<Project>) {
    if case .integer(let number) = cells.cell(.resources), let count = Int(exactly: number) {
      resourceCount = count < 0 ? .unknown : .known(count)
    }
    guard source == .file, let word = try? cells.textIfPresent(.consent) else { return }
    file = FileStanding(
      consent: Consent(rawValue: word) ?? .unasked, digest: text(cells, .fileDigest),
      trouble: text(cells, .fileTrouble), directory: text(cells, .directory))
  }

  private func text(_ cells: CellReader<Project>, _ column: ProjectField) -> String? {
    (try? cells.textIfPresent(column)).flatMap(\.self)
  }
}

extension OutgoingCells<Project> {
  /// The cells that say what is known of the project file; all NULL without one.
  func file(_ project: Project) throws(BadCell) -> [StoredCell<Project>] {
    let file = project.file
    return [
      word(.consent, file?.consent), try text(.fileDigest, file?.digest), prose(.fileTrouble, file?.trouble),
      try text(.directory, file?.directory), integer(.resources, project.resourceCount.map(number)),
      integer(.interrupted, project.isInterrupted ? 1 : nil),
    ]
  }

  private func number(_ count: ResourceCount) -> Int64 {
    switch count {
    case .known(let count): Int64(count)
    case .unknown: -1
    }
  }
}
