extension DaemonLock {
  /// Tells which process is the daemon of the database at `path`; nil if none is, or if the system does not say.
  ///
  /// It takes no lock.
  public static func holder(beside path: String) -> LockHolder? {
    KernelLock.first(onFileAt: lockPath(beside: path)) { $0.kind == "FLOCK" && $0.mode == "WRITE" }?.holder
  }
}
