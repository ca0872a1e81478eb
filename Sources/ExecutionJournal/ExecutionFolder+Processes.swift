import Glibc

extension ExecutionFolder {
  /// Whether a process of the command's group lives, supervised or not.
  ///
  /// A leader that has gone is fine: the kernel keeps its number while its group has members.
  ///
  /// - Throws: `JournalError` if the record of the start, or `/proc`, cannot be read.
  public func hasLivingProcesses() throws(JournalError) -> Bool {
    guard let leader = try readStarted()?.leader else { return false }
    return try leader.hasLivingGroup()
  }

  /// Whether there is a record of the end, of whatever content.
  public var hasVerdict: Bool { access(entryPath(Ended.name), F_OK) == 0 }
}

extension ProcessIdentity {
  /// Whether a process lives in the group that this one leads, or led.
  ///
  /// - Throws: `JournalError` if `/proc` cannot be read.
  public func hasLivingGroup() throws(JournalError) -> Bool {
    guard bootID == (try Self.currentBootID()) else { return false }
    if let present = try ProcessIdentity(runningAs: pid), present != self { return false }
    return ProcessGroup.lives(pid)
  }
}
