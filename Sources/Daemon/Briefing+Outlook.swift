import Executor
import Wording

extension Briefing {
  /// The words for what the executor found out.
  init(_ outlook: TeardownOutlook) {
    self.init(
      resources: outlook.resources, lackingVariables: outlook.shortfall.variables,
      missingProgram: outlook.shortfall.program)
  }
}
