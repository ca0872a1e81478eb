/// The two streams a shell line writes; named as their pipes and in the log.
public enum OutputStream: String, Sendable, CaseIterable {
  /// Standard output.
  case output = "out"
  /// Standard error.
  case error = "err"
}
