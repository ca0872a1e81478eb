import Glibc

extension ExecutionFolder {
  /// Whether a process of the command's group lives, supervised or not.
  ///
  /// A leader that has gone is fine: the kernel keeps its number while its group has members.
  ///
  /// - Throws: `JournalError` if the record of the start, or `/proc`, cannot be read.
  public func hasLivingProcesses() throws(JournalError) -> Bool {
    guard let leader = try readStarted()?.leader, leader.bootID == (try ProcessIdentity.currentBootID())
    else { return false }
    if let present = try ProcessIdentity(runningAs: leader.pid), present != leader { return false }
    return kill(-leader.pid, 0) == 0 || errno == EPERM
  }
}
