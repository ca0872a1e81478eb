import Deadlines

extension Project {
  /// Reads what its own file decides; what makes no sense is kept, so that it can be told.
  mutating func readConfig(_ cells: CellReader<Project>) {
    let cell = cells.cell(.config)
    if case .null = cell { return }
    guard case .text(let text) = cell else {
      unreadableConfig = cell.display
      return
    }
    if !text.containsNUL { config = text }
    do throws(ConfigFlaw) {
      let config = try ProjectConfig(json: text, path: path)
      warningOffsets = config.warningOffsets
      wishes = config.wishes
      isProtected = config.isProtected
    } catch {
      unreadableConfig = error.words
    }
  }
}
