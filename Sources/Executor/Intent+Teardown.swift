import Deadlines
import ExecutionJournal

extension Intent {
  /// What is recorded of a teardown that runs in `place` with variables of these names.
  init(_ teardown: Teardown, in place: WorkingDirectory, variables: [[UInt8]]) {
    self.init(
      command: teardown.command, directory: place.path, directoryIdentity: place.identity,
      variables: variables)
    masked = teardown.masked.map { Array($0.utf8) }
    beforeDestroy = teardown.hooks.beforeDestroy.map { Array($0.utf8) }
    afterDestroy = teardown.hooks.afterDestroy.map { Array($0.utf8) }
    onFailure = teardown.hooks.onFailure.map { Array($0.utf8) }
    check = teardown.check
    silenceLimit = teardown.silenceLimit > .zero ? teardown.silenceLimit.milliseconds : nil
    killAfter = teardown.killAfter?.milliseconds
    isLastAttempt = teardown.isLastAttempt
  }
}

extension Duration {
  /// The whole milliseconds in this duration, at least 1.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, isTooMuch) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    return overflow || isTooMuch ? .max : max(1, sum)
  }
}
