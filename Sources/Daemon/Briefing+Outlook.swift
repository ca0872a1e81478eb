import Executor
import Wording

extension Briefing {
  /// The words for what the executor found out.
  init(_ outlook: TeardownOutlook) {
    let resources: Resources? =
      switch outlook.resources {
      case .known(let count): .known(count)
      case .unknown: .unknown
      case nil: nil
      }
    self.init(
      resources: resources, lackingVariables: outlook.shortfall.variables,
      missingProgram: outlook.shortfall.program)
  }
}
